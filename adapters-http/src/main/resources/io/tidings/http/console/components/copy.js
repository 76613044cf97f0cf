/** Something to take elsewhere: <t-copy label="API key" .value=${key}></t-copy> shows it, with a button that copies. */
import { html } from "../lit.js";
import { Element } from "../core/element.js";

/** Into the clipboard. @param shown the element that shows the text */
export async function copyText(text, shown) {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        // Not given where the page came without encryption: then it is selected, for the keyboard to copy.
        getSelection().selectAllChildren(shown);
        document.execCommand("copy");
    }
}

class Copy extends Element {
    static properties = { label: {}, value: {}, done: { state: true } };

    async copy() {
        await copyText(this.value, this.querySelector("code"));
        this.done = true;
        setTimeout(() => this.done = false, 2_000);
    }

    render() {
        return html`
            <div class="copy">
                <span class="copy-label">${this.label}</span>
                <code>${this.value}</code>
                <button type="button" aria-label="Copy ${this.label}" @click=${this.copy}>
                    ${this.done ? "Copied" : "Copy"}
                </button>
                <span class="unseen" role="status">${this.done ? `${this.label} copied` : ""}</span>
            </div>`;
    }
}

customElements.define("t-copy", Copy);
