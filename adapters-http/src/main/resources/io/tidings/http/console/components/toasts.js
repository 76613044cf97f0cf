/**
 * Says in a corner what was done, to eyes and to screen readers alike.
 *
 *     toast("Saved");   toast(error);
 */
import { html, repeat } from "../lit.js";
import { Element } from "../core/element.js";

const LASTS = 6_000;

let shown;

/** @param said a text, or an error, which stays until it is dismissed */
export function toast(said) {
    shown?.add(said);
}

class Toasts extends Element {
    static properties = { items: { state: true } };

    constructor() {
        super();
        this.items = [];
        shown = this;
    }

    add(said) {
        const item = { bad: said instanceof Error, text: said.message ?? said };
        this.items = [...this.items.filter(other => other.text !== item.text), item].slice(-4);
        if (!item.bad) {
            setTimeout(() => this.dismiss(item), LASTS);
        }
    }

    dismiss(item) {
        this.items = this.items.filter(other => other !== item);
    }

    render() {
        return html`
            <div class="toasts" role="status" aria-live="polite">
                ${repeat(this.items, item => item, item => html`
                    <div class="toast ${item.bad ? "toast-bad" : ""}">
                        <span>${item.text}</span>
                        <button type="button" class="quiet" aria-label="Dismiss"
                            @click=${() => this.dismiss(item)}>✕</button>
                    </div>`)}
            </div>`;
    }
}

customElements.define("t-toasts", Toasts);
