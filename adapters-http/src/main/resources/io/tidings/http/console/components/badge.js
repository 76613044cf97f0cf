/** The state of a delivery or of anything else, as a word in its colour. The colour never speaks alone. */
import { html } from "../lit.js";

/** One of queued, sending, sent, delivered, seen, discarded. */
export function stateBadge(state) {
    return html`<span class="badge badge-${state}">${state}</span>`;
}

/** @param kind good, warn, bad or plain */
export function badge(kind, text) {
    return html`<span class="badge badge-${kind}">${text}</span>`;
}
