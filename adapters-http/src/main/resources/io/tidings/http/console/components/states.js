/** What is to be seen when there is nothing, not yet, or something went wrong. */
import { html, nothing } from "../lit.js";

/** It is on its way. Appears only after a moment: most answers are faster. */
export function loadingState(what = "Loading…") {
    return html`<div class="state state-loading" role="status"><span class="spinner"></span>${what}</div>`;
}

/** There is nothing yet: says why, and leads on. */
export function emptyState(title, text, action = nothing) {
    return html`
        <div class="state">
            <h2>${title}</h2>
            <p>${text}</p>
            ${action}
        </div>`;
}

/** It failed, in the server's own words, with a way to try again. */
export function errorState(error, retry) {
    return html`
        <div class="state state-error" role="alert">
            <h2>${error.offline ? "No connection" : "This did not work"}</h2>
            <p>${error.message}</p>
            ${retry ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}
        </div>`;
}

/** A passing remark inside a page: kinds are info, good, warn, bad. */
export function note(kind, content) {
    return html`<div class="note note-${kind}" role=${kind === "bad" ? "alert" : "note"}>${content}</div>`;
}
