/**
 * Whether the provider's callbacks come through, as it stands now: <t-callback-line .app=${appId}
 * provider="twilio_whatsapp"></t-callback-line>
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { every } from "../core/every.js";
import { badge } from "./badge.js";
import "./moment.js";

const EVERY = 2_000;

class CallbackLine extends Element {
    static properties = { app: {}, provider: {}, last: { state: true } };

    constructor() {
        super();
        every(this, EVERY, () => this.look());
    }

    connectedCallback() {
        super.connectedCallback();
        this.look();
    }

    /** What cannot be asked now is asked again soon. */
    async look() {
        try {
            this.last = await api.get(`/v1/apps/${this.app}/providers/${this.provider}/lastCallback`);
        } catch {
            // The shell says that there is no connection.
        }
    }

    render() {
        if (!this.last) {
            return nothing;
        }
        const { provenAt, refusedAt, refusal } = this.last;
        if (refusedAt && !(provenAt > refusedAt)) {
            return html`<p class="live">${badge("bad", "refused")} Last callback
                <t-moment at=${refusedAt} ago></t-moment> was refused: ${refusal}.</p>`;
        }
        return provenAt
            ? html`<p class="live">${badge("good", "working")} Last callback <t-moment at=${provenAt} ago></t-moment>,
                signature valid.</p>`
            : html`<p class="live">${badge("plain", "waiting")} No callback has come yet. One comes with the next
                message.</p>`;
    }
}

customElements.define("t-callback-line", CallbackLine);
