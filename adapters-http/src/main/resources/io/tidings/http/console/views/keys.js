/** The credentials of an app: the key that it was made with, and further ones that come and go. */
import { html, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { apps } from "../core/apps.js";
import { fromInput, toInput } from "../core/format.js";
import { Loading } from "../core/loading.js";
import { badge } from "../components/badge.js";
import { confirmed } from "../components/confirm.js";
import { field } from "../components/field.js";
import { note } from "../components/states.js";
import { toast } from "../components/toasts.js";
import "../components/copy.js";
import "../components/moment.js";

class Keys extends Element {
    static properties = {
        params: {}, query: {}, draft: { state: true }, made: { state: true }, errors: { state: true }, changing: { state: true },
    };

    keys = new Loading(this, () => api.get(this.path));

    willUpdate(changed) {
        if (changed.has("params")) {
            this.draft = { name: "", expiresAt: "" };
            this.made = undefined;
            this.changing = undefined;
            this.errors = {};
            this.keys.load();
        }
    }

    get path() {
        return `/v1/apps/${this.params.app}/apiKeys`;
    }

    async create(event) {
        event.preventDefault();
        await this.attempt("new", async () => {
            const { name, expiresAt } = this.draft;
            this.made = await api.post(this.path, { name: name.trim(), ...expiresAt && { expiresAt } });
            this.draft = { name: "", expiresAt: "" };
            this.querySelector(".made")?.scrollIntoView({ block: "center" });
        });
    }

    async change(event) {
        event.preventDefault();
        const { id, name, expiresAt } = this.changing;
        await this.attempt("change", async () => {
            await api.patch(`${this.path}/${id}`, { name: name.trim(), expiresAt: expiresAt || null });
            this.changing = undefined;
            toast("Saved.");
        });
    }

    /** @param form which of the two shows what went wrong */
    async attempt(form, call) {
        let error;
        try {
            await call();
            this.keys.load();
        } catch (problem) {
            error = problem;
        }
        this.errors = { ...this.errors, [form]: error };
    }

    /** @param key whose name and expiry are to be changed; undefined leaves them as they are */
    edit(key) {
        this.changing = key;
        this.errors = { ...this.errors, change: undefined };
    }

    async revoke({ id, name }) {
        if (await confirmed(`Revoke ${name}?`, "Whoever uses it is refused from now on. This cannot be undone.", "Revoke")) {
            try {
                await api.delete(`${this.path}/${id}`);
                toast(`${name} is revoked.`);
                this.keys.load();
            } catch (error) {
                toast(error);
            }
        }
    }

    async replaceSecret() {
        if (await confirmed("Replace the secret?", "The old one is void at once: whatever uses it is refused until it has the new"
            + " one. To change without a gap, create another key instead.", "Replace")) {
            try {
                this.made = await api.post(`/v1/apps/${this.params.app}/secret`);
            } catch (error) {
                toast(error);
            }
        }
    }

    render() {
        return html`
            <h1>API keys</h1>
            <p class="lead">What your backend proves itself with. Give each server its own, so that one can be revoked while the
                others work on.</p>
            ${this.made ? this.secret() : nothing}
            ${this.keys.show(({ first, apiKeys }) => html`
                <section class="card" aria-labelledby="all">
                    <h2 id="all">Keys</h2>
                    <ul class="rows">
                        ${this.first(first)}
                        ${repeat(apiKeys, ({ id }) => id, key => this.changing?.id === key.id ? this.form(key) : this.key(key))}
                    </ul>
                </section>`)}
            ${this.creation()}`;
    }

    secret() {
        return html`
            <section class="card made" aria-labelledby="made">
                <h2 id="made">${this.made.name ?? apps.find(this.params.app).name}</h2>
                ${note("warn", html`<b>Save the secret now.</b> It is shown only this once.`)}
                <t-copy label="API key" .value=${this.made.apiKey}></t-copy>
                <t-copy label="API secret" .value=${this.made.apiSecret}></t-copy>
                <div class="actions"><button type="button" @click=${() => this.made = undefined}>I have saved it</button></div>
            </section>`;
    }

    first({ apiKey, lastUsedAt }) {
        return html`
            <li class="row key-row">
                <span class="row-main">${apps.find(this.params.app).name} <span class="muted">· made with the app</span>
                    <code>${apiKey}</code></span>
                ${used(lastUsedAt)} ${badge("good", "live")}
                <span class="row-tools"><button type="button" @click=${this.replaceSecret}>Replace the secret</button></span>
            </li>`;
    }

    key(key) {
        const { name, apiKey, live, revokedAt, expiresAt, lastUsedAt } = key;
        return html`
            <li class="row key-row">
                <span class="row-main">${name} <code>${apiKey}</code></span>
                ${live && expiresAt ? html`<span class="muted">expires <t-moment at=${expiresAt} ago></t-moment></span>` : nothing}
                ${used(lastUsedAt)}
                ${badge(live ? "good" : "plain", live ? "live" : revokedAt ? "revoked" : "expired")}
                ${revokedAt ? nothing : html`<span class="row-tools">
                    <button type="button" aria-label="Change ${name}"
                        @click=${() => this.edit({ id: key.id, name, expiresAt })}>Change</button>
                    <button type="button" class="danger" aria-label="Revoke ${name}" @click=${() => this.revoke(key)}>Revoke</button>
                </span>`}
            </li>`;
    }

    form() {
        const set = more => this.changing = { ...this.changing, ...more };
        return html`<li class="row"><form class="form" @submit=${this.change}>
            ${this.fields("change", this.changing, set)}
            <div class="actions"><button class="primary">Save</button>
                <button type="button" @click=${() => this.edit(undefined)}>Cancel</button></div>
        </form></li>`;
    }

    fields(prefix, values, set) {
        const error = this.errors[prefix];
        return html`
            ${error && error.errors.length === 0 ? note("bad", error.message) : nothing}
            <div class="pair">
                ${field({
                    name: `${prefix}-name`, label: prefix === "new" ? "Name" : "New name", required: true, value: values.name, placeholder: "Nightly batch",
                    help: "Who uses it.", error: error?.ofField("name"), onInput: name => set({ name }),
                })}
                ${field({
                    name: `${prefix}-expires`, label: "Expires", type: "datetime-local", value: toInput(values.expiresAt),
                    help: "In your time zone; never, when empty.", error: error?.ofField("expiresAt"),
                    onInput: at => set({ expiresAt: fromInput(at) }),
                })}
            </div>`;
    }

    creation() {
        return html`
            <section class="card" aria-labelledby="another">
                <h2 id="another">Create another</h2>
                <form class="form" @submit=${this.create}>
                    ${this.fields("new", this.draft, more => this.draft = { ...this.draft, ...more })}
                    <div class="actions"><button class="primary">Create key</button></div>
                </form>
            </section>`;
    }
}

function used(at) {
    return html`<span class="muted">${at ? html`used <t-moment at=${at} ago></t-moment>` : "never used"}</span>`;
}

customElements.define("t-keys", Keys);
