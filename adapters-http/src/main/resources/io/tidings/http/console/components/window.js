/**
 * A long list of which only what can be seen is in the page:
 *
 *     <t-window .items=${rows} .row=${(row, i) => html`…`} @end=${() => list.more()}></t-window>
 *
 * All rows are of one height, which the stylesheet gives them; the page itself is what scrolls. The event `end` comes
 * when the last rows are near, `top` when the first is on the screen. Arrow keys, j and k go from row to row; each row
 * has a link with the class `row-link`.
 */
import { html, repeat } from "../lit.js";
import { Element } from "../core/element.js";

const BEYOND = 12;
const GUESS = 44;

class Window extends Element {
    static properties = { items: {}, row: {}, first: { state: true }, last: { state: true } };

    constructor() {
        super();
        this.items = [];
        this.height = GUESS;
        this.first = 0;
        this.last = 40;
        this.look = () => this.measure();
        // Rows may be of another height there.
        this.resized = () => this.requestUpdate();
        this.pressed = event => this.press(event);
    }

    connectedCallback() {
        super.connectedCallback();
        addEventListener("scroll", this.look, { passive: true });
        addEventListener("resize", this.resized);
        addEventListener("keydown", this.pressed);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        removeEventListener("scroll", this.look);
        removeEventListener("resize", this.resized);
        removeEventListener("keydown", this.pressed);
    }

    /** Which rows are on the screen now, and some beyond. */
    measure() {
        const top = this.firstElementChild.getBoundingClientRect().top;
        const first = Math.max(0, Math.floor(-top / this.height) - BEYOND);
        this.first = Math.min(first, Math.max(0, this.items.length - 1));
        this.last = Math.min(this.items.length, Math.ceil((innerHeight - top) / this.height) + BEYOND);
        if (top >= 0) {
            this.dispatchEvent(new Event("top"));
        }
        if (this.last >= this.items.length) {
            this.dispatchEvent(new Event("end"));
        }
    }

    /** Styles are set here, since the page's policy lets no template hold any. */
    updated() {
        const row = this.querySelector(".window-rows > *");
        this.height = row?.offsetHeight || this.height;
        this.firstElementChild.style.height = `${this.items.length * this.height}px`;
        this.querySelector(".window-rows").style.transform = `translateY(${this.first * this.height}px)`;
        this.measure();
    }

    come(event) {
        this.at = Number(event.target.closest("[data-index]").dataset.index);
    }

    press(event) {
        const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
        const inside = this.contains(event.target);
        const elsewhere = event.target.closest?.("input, textarea, select, dialog[open]")
            || (event.key.startsWith("Arrow") && !inside);
        if (!by || elsewhere || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        event.preventDefault();
        this.focusRow(inside && this.at !== undefined ? this.at + by : Math.max(0, this.first));
    }

    async focusRow(index) {
        this.at = Math.max(0, Math.min(this.items.length - 1, index));
        const top = this.firstElementChild.getBoundingClientRect().top + this.at * this.height;
        const margin = 2 * this.height;
        if (top < margin) {
            scrollBy(0, top - margin);
        } else if (top > innerHeight - margin) {
            scrollBy(0, top - innerHeight + margin);
        }
        this.measure();
        await this.updateComplete;
        this.querySelector(`[data-index="${this.at}"] .row-link`)?.focus({ preventScroll: true });
    }

    render() {
        const shown = this.items.slice(this.first, this.last);
        return html`
            <div class="window" role="rowgroup">
                <div class="window-rows" @focusin=${this.come}>
                    ${repeat(shown, item => item.id, (item, i) => this.row(item, this.first + i))}
                </div>
            </div>`;
    }
}

customElements.define("t-window", Window);
