/** What a provider instance does at the moment: in a word, and why it sends nothing, where it does not. */
import { html, nothing } from "../lit.js";
import { badge } from "./badge.js";
import "./moment.js";

/** @param serving whether messages of its channel go through it now */
export function standing({ enabled, fault }, serving) {
    if (!enabled) {
        return badge("plain", "disabled");
    }
    if (fault) {
        return isOver(fault) ? badge("warn", "probing") : badge("bad", "paused");
    }
    return serving ? badge("good", "active") : badge("plain", "reserve");
}

/** The fault for which it pauses, and what follows. */
export function faultText(fault) {
    return html`${fault.message}
        ${fault.link ? html`<a href=${fault.link} rel="noreferrer" target="_blank">Read more</a>` : nothing}
        ${isOver(fault) ? "The next message goes alone and shows whether it works again."
            : html`One message is tried <t-moment at=${fault.retryAt} ago></t-moment>.`}`;
}

/** Whether the pause is; then a single message probes. */
function isOver({ retryAt }) {
    return new Date(retryAt) <= new Date();
}
