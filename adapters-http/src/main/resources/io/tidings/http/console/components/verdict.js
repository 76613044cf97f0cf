/** Whether a provider's settings work, as it says itself: `${verdict(await api.post(`${path}/verify`))}`. */
import { html, nothing } from "../lit.js";
import { note } from "./states.js";

export function verdict({ works, message, link }) {
    return note(works ? "good" : "bad", html`${works ? "It works." : "It does not work."} ${message}
        ${link ? html`<a href=${link} rel="noreferrer" target="_blank">Read more</a>` : nothing}`);
}
