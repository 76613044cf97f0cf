/** What a request says: its text as it reads, or the template that it names. */
import { html } from "../lit.js";
import { href } from "../core/router.js";
import { bubble } from "./bubble.js";

/** @param notification as the API answers it for a request */
export function said(app, { title, message, templateIdentifier }) {
    if (templateIdentifier) {
        return html`<p>Template <a class="mono" href=${href("/apps/:app/templates/:template",
            { app, template: templateIdentifier })}>${templateIdentifier}</a>, filled in for each person.</p>`;
    }
    return message || title ? bubble(message || title)
        : html`<p class="muted">Its content is in the override that it was sent with.</p>`;
}
