/** Why deliveries failed, the most frequent reasons first, in the words that the deliveries themselves say. */
import { html, svg } from "../lit.js";
import { api } from "../core/api.js";
import { count } from "../core/format.js";

const SHOWN = 6;

/** The wording of a reason, by its code: it stands with the deliveries, of which one tells it. */
const words = new Map();

/** The top reasons of failure with their words. */
export async function withWords(app, stats) {
    const top = stats.explanations.filter(({ state }) => state === "discarded").slice(0, SHOWN);
    await Promise.all(top.filter(({ code }) => !words.has(code)).map(async ({ code }) => {
        const { logs } = await api.get(`/v1/apps/${app}/logs`, { code, state: "discarded", limit: 1 });
        if (logs.length > 0) {
            words.set(code, logs[0].explanation.message);
        }
    }));
    return top.map(reason => ({ ...reason, words: words.get(reason.code) ?? reason.code }));
}

export function reasons({ reasons: top, states }, rows) {
    if (top.length === 0) {
        return html`<p class="muted">None did. Should one fail, it says here why.</p>`;
    }
    return html`<ol class="reasons">${top.map(({ code, words: why, count: number }) => html`
        <li>
            <a href=${rows({ state: "discarded", code })}><b>${count(number)}</b> <code>${code}</code></a>
            <svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                ${svg`<rect class="fill-discarded" width=${1000 * number / states.discarded} height="10"></rect>`}</svg>
            <p title=${why}>${why}</p>
        </li>`)}</ol>`;
}
