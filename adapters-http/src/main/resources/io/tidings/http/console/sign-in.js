/** The door: the admin token is exchanged for a session and then forgotten. */
import { html, nothing } from "./lit.js";
import { Element } from "./core/element.js";
import { api } from "./core/api.js";
import { note } from "./components/states.js";

class SignIn extends Element {
    static properties = { error: { state: true }, busy: { state: true } };

    async submit(event) {
        event.preventDefault();
        const input = this.querySelector("input");
        this.busy = true;
        try {
            await api.signIn(input.value.trim());
            input.value = "";
            this.dispatchEvent(new Event("signedin"));
        } catch (error) {
            this.error = error;
            input.focus();
            input.select();
        } finally {
            this.busy = false;
        }
    }

    message() {
        if (this.error.status === 401) {
            return "This is not the admin token. Compare it with TIDINGS_ADMIN_TOKEN or the file admin.token.";
        }
        return this.error.message;
    }

    firstUpdated() {
        this.querySelector("input").focus();
    }

    render() {
        return html`
            <main class="alone">
                <form class="card sign-in" @submit=${this.submit}>
                    <h1>Sign in to Tidings</h1>
                    ${this.error ? note("bad", this.message()) : nothing}
                    <div class="field">
                        <label for="token">Admin token</label>
                        <input id="token" name="token" type="password" class="mono" required
                            autocomplete="current-password" aria-describedby="token-help">
                        <p class="help" id="token-help">It is <code>TIDINGS_ADMIN_TOKEN</code>, or stands in
                            <code>admin.token</code> in the server's data directory.</p>
                    </div>
                    <button class="primary" ?disabled=${this.busy}>Sign in</button>
                </form>
            </main>`;
    }
}

customElements.define("t-sign-in", SignIn);
