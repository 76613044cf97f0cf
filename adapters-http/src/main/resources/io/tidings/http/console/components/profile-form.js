/**
 * A user's properties: those that providers read, those that there are, and room for another.
 *
 *     <t-profile-form .app=${appId} .user=${user} .providers=${providers} @saved=…></t-profile-form>
 *
 * Without a user it makes a new one. The event `saved` carries the user.
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { field } from "./field.js";
import { note } from "./states.js";

class ProfileForm extends Element {
    static properties = {
        app: {}, user: {}, providers: {}, identifier: { state: true }, typed: { state: true }, added: { state: true },
        error: { state: true }, busy: { state: true },
    };

    constructor() {
        super();
        this.begin();
    }

    willUpdate(changed) {
        if (changed.has("user")) {
            this.begin();
        }
    }

    begin() {
        this.identifier = this.user?.identifier ?? "";
        this.typed = {};
        this.added = "";
        this.error = undefined;
    }

    /** By their names, with what providers say of them. */
    get properties() {
        const wanted = this.providers.flatMap(provider => provider.profileProperties.map(({ path, help }) => [path, help]));
        const others = [...Object.keys(this.user?.profile ?? {}), ...Object.keys(this.typed)].map(name => [name, undefined]);
        return new Map([...others, ...wanted]);
    }

    kept(name) {
        return this.user?.profile[name];
    }

    async submit(event) {
        event.preventDefault();
        if (this.problems().length > 0) {
            return;
        }
        this.busy = true;
        try {
            const profile = Object.fromEntries(Object.entries(this.typed).map(([name, text]) => [name, this.read(name, text)]));
            const user = await api.as(this.app).put(`/v3/users/${encodeURIComponent(this.identifier.trim())}`, profile);
            this.error = undefined;
            this.dispatchEvent(new CustomEvent("saved", { detail: user }));
        } catch (error) {
            this.error = error;
        }
        this.busy = false;
    }

    /** What was no text stays what it was: a number, a list, an object. */
    read(name, text) {
        return isText(this.kept(name)) ? text.trim() : JSON.parse(text);
    }

    problem(name) {
        try {
            this.read(name, this.typed[name] ?? "\"\"");
            return undefined;
        } catch {
            return "This is no JSON, which it was before.";
        }
    }

    problems() {
        return Object.keys(this.typed).filter(name => this.problem(name));
    }

    add() {
        const name = this.added.trim();
        if (name && !this.properties.has(name)) {
            this.typed = { ...this.typed, [name]: "" };
            this.added = "";
            this.updateComplete.then(() => this.querySelector(`[name="property-${CSS.escape(name)}"]`)?.focus());
        }
    }

    render() {
        return html`
            <form class="form" @submit=${this.submit}>
                ${this.error ? note("bad", this.error.message) : nothing}
                ${this.user ? nothing : field({
                    name: "identifier", label: "Identifier", required: true, value: this.identifier,
                    help: "As your own product calls this person: an e-mail address, a number, anything. It never changes.",
                    onInput: identifier => this.identifier = identifier,
                })}
                ${[...this.properties].map(([name, help]) => this.property(name, help))}
                <div class="with-button">
                    ${field({
                        name: "another", label: "Another property", value: this.added, placeholder: "firstName",
                        help: "Templates fill it in as {{recipient.…}}.", onInput: name => this.added = name,
                    })}
                    <button type="button" @click=${this.add}>Add</button>
                </div>
                <div class="actions"><button class="primary" ?disabled=${this.busy}>
                    ${this.user ? "Save" : "Add the user"}</button></div>
            </form>`;
    }

    property(name, help) {
        const kept = this.kept(name);
        return field({
            name: `property-${name}`, label: name, help, mono: !isText(kept), error: this.problem(name),
            value: this.typed[name] ?? (isText(kept) ? kept ?? "" : JSON.stringify(kept)),
            onInput: text => this.typed = { ...this.typed, [name]: text },
        });
    }
}

function isText(value) {
    return value === undefined || value === null || typeof value === "string";
}

customElements.define("t-profile-form", ProfileForm);
