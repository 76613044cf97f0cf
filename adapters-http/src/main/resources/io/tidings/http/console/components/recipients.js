/**
 * Users by their identifiers, of which the app knows some: <t-recipients .app=${appId} .users=${["maria"]}
 * @change=${event => event.detail}></t-recipients>. Whoever is not known is marked, since nothing can be sent to them.
 */
import { html, live, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { count } from "../core/format.js";

/** So many are shown one by one, and looked up; the rest of a long list is counted. */
const MOST = 40;

class Recipients extends Element {
    static properties = { app: {}, users: {}, typed: { state: true }, known: { state: true }, hints: { state: true } };

    constructor() {
        super();
        this.typed = "";
        this.known = {};
        this.hints = [];
    }

    willUpdate(changed) {
        if (changed.has("app")) {
            this.suggest("");
        }
        if (changed.has("users")) {
            this.users.slice(0, MOST).filter(user => !(user in this.known)).forEach(user => this.look(user));
        }
    }

    async suggest(identifier) {
        try {
            this.hints = (await api.get(`/v1/apps/${this.app}/users`, { identifier, limit: 20 })).users;
        } catch {
            // A help that is missing is no error.
        }
    }

    async look(user) {
        this.known = { ...this.known, [user]: undefined };
        try {
            // The first of those that begin so is the one that is called so.
            const { users } = await api.get(`/v1/apps/${this.app}/users`, { identifier: user, limit: 1 });
            this.known = { ...this.known, [user]: users[0]?.identifier === user };
        } catch {
            // Then nothing is said about it.
        }
    }

    change(users) {
        this.dispatchEvent(new CustomEvent("change", { detail: [...new Set(users)] }));
    }

    /** An identifier may hold spaces, so that only commas and lines part them. */
    add(text) {
        const users = text.split(/[,\n]/).map(user => user.trim()).filter(Boolean);
        this.typed = "";
        if (users.length > 0) {
            this.change([...this.users, ...users]);
        }
    }

    input(event) {
        const { value } = event.target;
        const chosen = event.inputType === undefined || event.inputType === "insertReplacementText";
        if (value.includes(",") || (chosen && this.hints.some(user => user.identifier === value))) {
            this.add(value);
        } else {
            this.typed = value;
            this.suggest(value.trim());
        }
    }

    press(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            this.add(this.typed);
        } else if (event.key === "Backspace" && this.typed === "" && this.users.length > 0) {
            this.change(this.users.slice(0, -1));
        }
    }

    paste(event) {
        const text = event.clipboardData.getData("text");
        if (/[,\n]/.test(text)) {
            event.preventDefault();
            this.add(text);
        }
    }

    drop(user) {
        this.change(this.users.filter(other => other !== user));
        this.querySelector("input").focus();
    }

    render() {
        const unknown = this.users.filter(user => this.known[user] === false);
        return html`
            <div class="field">
                <label for="recipients">Recipients</label>
                ${this.users.length === 0 ? nothing : html`
                    <ul class="tokens" aria-label="Chosen">${repeat(this.users.slice(0, MOST), user => user, user => html`
                        <li class="token ${this.known[user] === false ? "token-unknown" : ""}">${user}
                            <button type="button" class="quiet" aria-label="Remove ${user}"
                                @click=${() => this.drop(user)}>✕</button></li>`)}
                        ${this.users.length > MOST ? html`
                            <li class="token">and ${count(this.users.length - MOST)} more</li>
                            <li><button type="button" class="quiet" @click=${() => this.change([])}>Remove all</button></li>`
                            : nothing}</ul>`}
                <input id="recipients" list="recipients-known" autocomplete="off" spellcheck="false" .value=${live(this.typed)}
                    placeholder=${this.users.length === 0 ? "identifier" : "another one"} aria-describedby="recipients-help"
                    @input=${this.input} @keydown=${this.press} @paste=${this.paste}
                    @change=${event => this.add(event.target.value)}>
                <datalist id="recipients-known">${this.hints.filter(user => !this.users.includes(user.identifier))
                    .map(user => html`<option value=${user.identifier}></option>`)}</datalist>
                <p class="help" id="recipients-help">Users, as your product calls them. Enter or a comma adds one; several can be
                    pasted.</p>
                <p class="warning" role="status">${unknown.length === 0 ? nothing : html`
                    Not known to this app: ${unknown.join(", ")}. Their deliveries will be discarded.`}</p>
            </div>`;
    }
}

customElements.define("t-recipients", Recipients);
