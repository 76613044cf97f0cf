/**
 * A moment: <t-moment at="2026-11-23T09:24:10.000Z"></t-moment> reads in the viewer's zone, with `ago` as how long ago
 * that was; pointing at it or coming to it by keyboard shows the exact moment in UTC. With `still`, where there are many,
 * the keyboard passes it by.
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { ago, local, utc } from "../core/format.js";

const TICK = 1_000;
const ticking = new Set();

setInterval(() => ticking.forEach(element => element.requestUpdate()), TICK);

class Moment extends Element {
    static properties = { at: {}, ago: { type: Boolean }, still: { type: Boolean } };

    connectedCallback() {
        super.connectedCallback();
        if (this.ago) {
            ticking.add(this);
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        ticking.delete(this);
    }

    render() {
        return html`<time datetime=${this.at} tabindex=${this.still ? nothing : 0} class="moment" data-exact=${utc(this.at)}
            >${this.ago ? ago(this.at) : local(this.at)}<span class="unseen"> (${utc(this.at)})</span></time>`;
    }
}

customElements.define("t-moment", Moment);
