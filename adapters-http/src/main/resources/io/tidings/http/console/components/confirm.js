/**
 * Asks before something that cannot be undone: `if (await confirmed("Remove it?", "What waits…", "Remove")) …`. The
 * browser's own <dialog> keeps the keyboard within and gives the focus back.
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";

let asking;

/** @param danger whether it is to look like something that takes away */
export function confirmed(title, text, action, { danger = true } = {}) {
    return asking.ask({ title, text, action, danger });
}

class Confirm extends Element {
    static properties = { question: { state: true } };

    constructor() {
        super();
        asking = this;
    }

    async ask(question) {
        this.question = question;
        await this.updateComplete;
        const dialog = this.querySelector("dialog");
        dialog.returnValue = "";
        dialog.showModal();
        return new Promise(resolve => {
            dialog.onclose = () => resolve(dialog.returnValue === "yes");
        });
    }

    render() {
        const { title, text, action, danger } = this.question ?? {};
        return html`
            <dialog aria-labelledby="confirm-title">
                <form method="dialog">
                    <h2 id="confirm-title">${title ?? nothing}</h2>
                    <p>${text ?? nothing}</p>
                    <div class="actions">
                        <button value="no">Go back</button>
                        <button value="yes" class=${danger ? "danger" : "primary"}>${action ?? nothing}</button>
                    </div>
                </form>
            </dialog>`;
    }
}

customElements.define("t-confirm", Confirm);
