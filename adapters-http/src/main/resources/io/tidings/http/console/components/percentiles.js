/**
 * How long it took to be sent, delivered and seen: from the median to the slowest hundredth, on one scale whose steps
 * are powers of ten, since a second and an hour have to stand beside each other.
 */
import { html, nothing, svg } from "../lit.js";
import { duration } from "../core/format.js";

const WORDS = { sent: "Sent", delivered: "Delivered", seen: "Seen" };

export function percentiles({ millis }, rows) {
    const known = Object.keys(WORDS).filter(name => millis[name]);
    if (known.length === 0) {
        return html`<p class="muted">Nothing has been sent yet.</p>`;
    }
    const all = known.flatMap(name => [millis[name].p50, millis[name].p99]).map(time => Math.max(1, time));
    const low = Math.floor(Math.log10(Math.min(...all)));
    const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...all))));
    const x = time => 20 + 960 * (Math.log10(Math.max(1, time)) - low) / (high - low);
    return html`<table class="took">
        <thead><tr><th scope="col"><span class="unseen">Until</span></th><td></td>
            <th scope="col" class="number">half</th><th scope="col" class="number">90 %</th>
            <th scope="col" class="number">99 %</th></tr></thead>
        <tbody>${known.map(name => html`
            <tr>
                <th scope="row"><a href=${rows({ reached: name })}>${WORDS[name]}</a></th>
                <td class="took-bar">${range(name, millis[name], x)}</td>
                ${["p50", "p90", "p99"].map(p => html`<td class="number">${duration(millis[name][p])}</td>`)}
            </tr>`)}</tbody>
        </table>
        <p class="help">After acceptance, within 10 %. ${known.length < 3 ? nothing : "The scale grows tenfold by step."}</p>`;
}

function range(name, { p50, p90, p99 }, x) {
    return html`<svg class="meter" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" x="0" y="9" width="1000" height="2"></rect>
        ${svg`<rect class="fill-${name}" x=${x(p50)} y="7" width=${Math.max(4, x(p99) - x(p50))} height="6"></rect>
            ${[p50, p90, p99].map(time => svg`<rect class="fill-${name}" x=${x(time) - 5} y="1" width="10" height="18"></rect>`)}`}
        </svg>`;
}
