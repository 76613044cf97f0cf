/** What a request says: its text as it reads, or the template that it names; and what an override put in its place. */
import { html, nothing } from "../lit.js";
import { overridden } from "../core/overridden.js";
import { href } from "../core/router.js";
import { bubble } from "./bubble.js";
import "./message-preview.js";

/**
 * @param request  as the API answers it
 * @param channel  where it is read
 * @param provider the one that serves; undefined where several may
 */
export function said(app, { notification, override }, channel, provider) {
    const instead = overridden(override, provider);
    return html`
        ${instead ? html`
            <h3>As the override ${provider ? nothing : html`for <code>${instead.provider}</code> `}says it</h3>
            <t-message-preview .app=${app} .draft=${TEXT} .data=${NONE} .override=${{ [instead.provider]: override[instead.provider] }}
                channel=${channel}></t-message-preview>
            ${says(notification) ? html`
                <details class="raw"><summary>The request's own content, which it replaces</summary>
                    ${own(app, notification, channel)}</details>` : nothing}`
            : own(app, notification, channel)}
        ${raw(override, provider)}`;
}

const TEXT = { kind: "text", message: "" };
const NONE = {};

function says({ title, message, templateIdentifier }) {
    return title || message || templateIdentifier;
}

function own(app, notification, channel) {
    const { title, message, templateIdentifier } = notification;
    if (templateIdentifier) {
        return html`<p>Template <a class="mono" href=${href("/apps/:app/templates/:template",
            { app, template: templateIdentifier })}>${templateIdentifier}</a>, filled in for each person.</p>`;
    }
    return says(notification) ? bubble(message || title, { channel })
        : html`<p class="muted">It has neither text nor template: what it says is in its override, if anywhere.</p>`;
}

/** All of the override, which may change more than the words. */
function raw(override, provider) {
    const all = provider ? override[provider] : override;
    return all && Object.keys(all).length > 0 ? html`
        <details class="raw"><summary>The override, as it was given</summary>
            <pre class="raw-json">${JSON.stringify(all, null, 2)}</pre></details>` : nothing;
}
