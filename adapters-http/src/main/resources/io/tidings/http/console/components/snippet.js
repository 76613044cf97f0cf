/** The same request as programs would send it: <t-snippet .variants=${{curl: "…", Node: "…"}}></t-snippet> */
import { html } from "../lit.js";
import { Element } from "../core/element.js";
import { copyText } from "./copy.js";

class Snippet extends Element {
    static properties = { variants: {}, chosen: { state: true }, done: { state: true } };

    get name() {
        return this.chosen ?? Object.keys(this.variants)[0];
    }

    async copy() {
        await copyText(this.variants[this.name], this.querySelector("code"));
        this.done = true;
        setTimeout(() => this.done = false, 2_000);
    }

    render() {
        return html`
            <div class="snippet">
                <div class="snippet-head">
                    <div class="chips" role="group" aria-label="As">${Object.keys(this.variants).map(name => html`
                        <button type="button" class="chip" aria-pressed=${name === this.name ? "true" : "false"}
                            @click=${() => this.chosen = name}>${name}</button>`)}</div>
                    <button type="button" aria-label="Copy ${this.name}" @click=${this.copy}>
                        ${this.done ? "Copied" : "Copy"}</button>
                    <span class="unseen" role="status">${this.done ? `${this.name} copied` : ""}</span>
                </div>
                <pre tabindex="0" role="region" aria-label="${this.name} code"><code>${this.variants[this.name]}</code></pre>
            </div>`;
    }
}

customElements.define("t-snippet", Snippet);
