/** Sends that may or may not have arrived, and wait for a person to decide: <t-held .app=${appId}></t-held> */
import { html, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { discard, resend } from "../core/decide.js";
import { href } from "../core/router.js";
import "./moment.js";

const SHOWN = 5;

class Held extends Element {
    static properties = { app: {}, held: { state: true }, more: { state: true } };

    willUpdate(changed) {
        if (changed.has("app")) {
            this.held = undefined;
            this.load();
        }
    }

    async load() {
        try {
            const { logs, nextCursor } = await api.get(`/v1/apps/${this.app}/logs`,
                { code: "outcome_unknown", state: "sending", limit: SHOWN });
            this.held = logs.filter(({ held }) => held);
            this.more = Boolean(nextCursor);
        } catch {
            // The page around it says what is wrong.
        }
    }

    async decide(what, delivery) {
        if (await what(this.app, delivery)) {
            this.load();
        }
    }

    render() {
        if (!this.held?.length) {
            return nothing;
        }
        return html`
            <section class="card card-warn" aria-labelledby="held">
                <h2 id="held">${this.more ? "Some sends wait" : this.held.length === 1 ? "One send waits" : `${this.held.length} sends wait`}
                    for your decision</h2>
                <p class="muted">Nobody can find out whether these arrived. Sent again, they may arrive twice; discarded,
                    perhaps never.</p>
                <ul class="rows">${repeat(this.held, ({ id }) => id, delivery => this.row(delivery))}</ul>
                ${this.more ? html`<p><a href=${href("/apps/:app/deliveries", { app: this.app },
                    { state: "sending", code: "outcome_unknown" })}>Show all of them</a></p>` : nothing}
            </section>`;
    }

    row(delivery) {
        return html`
            <li class="row">
                <a class="row-main" href=${href("/apps/:app/deliveries/:delivery", { app: this.app, delivery: delivery.id })}
                    >${delivery.user}</a>
                <t-moment at=${delivery.createdAt} ago></t-moment>
                <span class="row-tools">
                    <button type="button" aria-label="Send to ${delivery.user} again"
                        @click=${() => this.decide(resend, delivery)}>Send again</button>
                    <button type="button" aria-label="Discard what was for ${delivery.user}"
                        @click=${() => this.decide(discard, delivery)}>Discard</button>
                </span>
            </li>`;
    }
}

customElements.define("t-held", Held);
