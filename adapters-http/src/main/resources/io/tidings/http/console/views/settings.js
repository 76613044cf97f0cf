/** What an app is called, and how long its messages may wait. */
import { html } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { apps } from "../core/apps.js";
import { field } from "../components/field.js";
import { note } from "../components/states.js";
import { toast } from "../components/toasts.js";
import "../components/copy.js";
import "../components/moment.js";

const UNITS = { minutes: 60, hours: 3_600, days: 86_400 };

class Settings extends Element {
    static properties = { params: {}, query: {}, draft: { state: true }, error: { state: true } };

    willUpdate(changed) {
        if (changed.has("params")) {
            this.begin(apps.find(this.params.app));
        }
    }

    begin({ name, deliveryBudgetSeconds: seconds }) {
        const unit = Object.keys(UNITS).reverse().find(each => seconds % UNITS[each] === 0) ?? "minutes";
        this.draft = { name, unit: seconds ? unit : "hours", amount: seconds ? String(seconds / UNITS[unit]) : "" };
        this.error = undefined;
    }

    async submit(event) {
        event.preventDefault();
        const { name, unit, amount } = this.draft;
        try {
            const changed = await api.patch(`/v1/apps/${this.params.app}`, {
                name: name.trim(), deliveryBudgetSeconds: amount === "" ? null : Math.round(Number(amount) * UNITS[unit]),
            });
            await apps.load();
            this.begin(changed);
            toast("Saved.");
        } catch (error) {
            this.error = error;
        }
    }

    render() {
        const app = apps.find(this.params.app);
        const set = more => this.draft = { ...this.draft, ...more };
        return html`
            <div class="heading"><h1>Settings</h1></div>
            <section class="card" aria-labelledby="app-settings">
                <h2 id="app-settings">This app</h2>
                <form class="form" @submit=${this.submit}>
                    ${this.error && this.error.errors.length === 0 ? note("bad", this.error.message) : ""}
                    ${field({
                        name: "name", label: "Name", required: true, value: this.draft.name, error: this.error?.ofField("name"),
                        onInput: name => set({ name }),
                    })}
                    <div class="pair">
                        ${field({
                            name: "budget", label: "Messages may wait", type: "number", min: 0, value: this.draft.amount,
                            placeholder: "as the server says", error: this.error?.ofField("deliveryBudgetSeconds"),
                            help: "What cannot be handed over for longer is discarded with the reason. Empty: TIDINGS_DELIVERY_BUDGET.",
                            onInput: amount => set({ amount }),
                        })}
                        ${field({
                            name: "unit", label: "Unit", required: true, value: this.draft.unit, choices: Object.keys(UNITS),
                            onInput: unit => set({ unit }),
                        })}
                    </div>
                    <div class="actions"><button class="primary">Save</button></div>
                </form>
            </section>
            <section class="card" aria-labelledby="identity">
                <h2 id="identity">For scripts</h2>
                <t-copy label="App ID" .value=${app.appId}></t-copy>
                <t-copy label="API key" .value=${app.apiKey}></t-copy>
                <p class="muted">Created <t-moment at=${app.createdAt} ago></t-moment>. The key is public; its secret is replaced
                    among the API keys.</p>
            </section>`;
    }
}

customElements.define("t-settings", Settings);
