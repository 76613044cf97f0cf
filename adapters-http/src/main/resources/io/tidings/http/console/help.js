/** The keyboard's shortcuts, in a dialog that `?` opens. */
import { html } from "./lit.js";
import { Element } from "./core/element.js";
import views from "./views/index.js";

class Help extends Element {
    open() {
        this.querySelector("dialog").showModal();
    }

    render() {
        return html`
            <dialog aria-labelledby="help-title">
                <form method="dialog">
                    <h2 id="help-title">Keyboard</h2>
                    <dl class="keys">
                        ${views.filter(view => view.nav).map(view => html`
                            <div><dt><kbd>g</kbd> <kbd>${view.nav.key}</kbd></dt><dd>${view.nav.label}</dd></div>`)}
                        <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>The next row of a list, the one before</dd></div>
                        <div><dt><kbd>/</kbd></dt><dd>Search, where a page has one</dd></div>
                        <div><dt><kbd>?</kbd></dt><dd>This help</dd></div>
                    </dl>
                    <div class="actions"><button>Close</button></div>
                </form>
            </dialog>`;
    }
}

customElements.define("t-help", Help);
