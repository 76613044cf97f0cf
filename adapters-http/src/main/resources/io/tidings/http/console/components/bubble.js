/** A text as its reader sees it: `${bubble(text, { channel: "whatsapp" })}`. */
import { html, nothing } from "../lit.js";
import { readsAsWhatsApp } from "../core/channels.js";

/** WhatsApp's own marks: *bold*, _italic_, ~struck~, ```code```. */
const MARKS = /(```[^`]+```|\*[^*\s][^*\n]*\*|_[^_\s][^_\n]*_|~[^~\s][^~\n]*~)/;

/** @param foot what stands below the text, such as where it comes from */
export function bubble(text, { channel, foot = nothing } = {}) {
    const whatsApp = readsAsWhatsApp(channel);
    return html`
        <figure class="chat ${whatsApp ? "chat-whatsapp" : ""}">
            <blockquote class="bubble">${whatsApp ? text.split(MARKS).map(marked) : text}</blockquote>
            ${foot === nothing ? nothing : html`<figcaption>${foot}</figcaption>`}
        </figure>`;
}

function marked(part) {
    if (part.startsWith("```") && part.length > 6) {
        return html`<code>${part.slice(3, -3)}</code>`;
    }
    if (!MARKS.test(part)) {
        return part;
    }
    const inside = part.slice(1, -1);
    return { "*": html`<b>${inside}</b>`, _: html`<i>${inside}</i>`, "~": html`<s>${inside}</s>` }[part[0]];
}
