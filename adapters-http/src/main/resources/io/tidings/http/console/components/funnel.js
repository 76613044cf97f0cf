/** Of all that was accepted, how much came how far; each part of a bar is a state, and the legend leads to its rows. */
import { html, nothing, svg } from "../lit.js";
import { count, share } from "../core/format.js";

/**
 * @param stats as the API answers them
 * @param rows  the address of the rows that fit filters
 */
export function funnel(stats, rows) {
    return html`<table class="funnel">
        <caption class="unseen">How many deliveries came how far</caption>
        <tbody>${steps(stats).map(({ label, number, parts, filters }) => html`
            <tr>
                <th scope="row">${label}</th>
                <td class="funnel-bar">${bar(parts, stats.total)}</td>
                <td class="number"><a href=${rows(filters)}>${count(number)}</a></td>
                <td class="number muted">${share(number, stats.total)}</td>
            </tr>`)}</tbody>
        </table>
        <ul class="legend">${["queued", "sending", "sent", "delivered", "seen", "discarded"].map(state =>
            stats.states[state] === 0 ? nothing : html`
                <li class="key-${state}"><a href=${rows({ state })}>${count(stats.states[state])} ${state}</a></li>`)}</ul>`;
}

/** What a provider took counts as sent, also where it failed afterwards: how many, the times alone know. */
function steps({ states, total, millis }) {
    const { queued, sending, sent, delivered, seen, discarded } = states;
    const onDevice = millis.delivered?.count ?? 0;
    const taken = millis.sent?.count ?? 0;
    const lateFailures = known => Math.max(0, known);
    return [
        { label: "Accepted", number: total, parts: { seen, delivered, sent, discarded, sending, queued }, filters: {} },
        {
            label: "Sent", number: taken, filters: { reached: "sent" },
            parts: { seen, delivered, sent, discarded: lateFailures(taken - sent - delivered - seen) },
        },
        { label: "Delivered", number: onDevice, parts: { seen, delivered }, filters: { reached: "delivered" } },
        { label: "Seen", number: seen, parts: { seen }, filters: { reached: "seen" } },
    ];
}

function bar(parts, total) {
    let x = 0;
    return html`<svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        ${Object.entries(parts).map(([state, number]) => {
            const width = 1000 * number / total;
            const rect = svg`<rect class="fill-${state}" x=${x} y="0" width=${width} height="10"></rect>`;
            x += width;
            return rect;
        })}</svg>`;
}
