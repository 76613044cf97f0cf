/** A text as WhatsApp shows it: `${bubble(text)}`. */
import { html, nothing } from "../lit.js";

/** WhatsApp's own marks: *bold*, _italic_, ~struck~, ```code```. */
const MARKS = /(```[^`]+```|\*[^*\s][^*\n]*\*|_[^_\s][^_\n]*_|~[^~\s][^~\n]*~)/;

/** @param foot what stands below the text, such as where it comes from */
export function bubble(text, foot = nothing) {
    return html`
        <figure class="chat">
            <blockquote class="bubble">${text.split(MARKS).map(marked)}</blockquote>
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
