/**
 * Something that comes from the server, for a component: loads it, renders again when it is there, and says what is to
 * be seen meanwhile.
 *
 *     apps = new Loading(this, () => api.get("/v1/apps"));
 *     connectedCallback() { super.connectedCallback(); this.apps.load(); }
 *     render() { return this.apps.show(({apps}) => html`…`); }
 *
 * A later load overtakes an earlier one. What was there stays to be seen while it is loaded anew.
 */
import { loadingState, errorState } from "../components/states.js";

export class Loading {
    #host;
    #fetch;
    #latest = 0;

    constructor(host, fetch) {
        this.#host = host;
        this.#fetch = fetch;
        this.value = undefined;
        this.error = undefined;
        this.busy = false;
    }

    async load() {
        const mine = ++this.#latest;
        this.busy = true;
        this.#host.requestUpdate();
        try {
            const value = await this.#fetch();
            if (mine === this.#latest) {
                this.value = value;
                this.error = undefined;
            }
        } catch (error) {
            if (mine === this.#latest) {
                this.error = error;
            }
        }
        if (mine === this.#latest) {
            this.busy = false;
            this.#host.requestUpdate();
        }
    }

    /** Changes what is there without asking the server. */
    set(value) {
        this.#latest++;
        this.value = value;
        this.error = undefined;
        this.busy = false;
        this.#host.requestUpdate();
    }

    /** What to render: the value, an error with a way out, or that it is on its way. */
    show(render) {
        if (this.error && (this.value === undefined || !this.error.offline)) {
            return errorState(this.error, () => this.load());
        }
        return this.value === undefined ? loadingState() : render(this.value);
    }
}
