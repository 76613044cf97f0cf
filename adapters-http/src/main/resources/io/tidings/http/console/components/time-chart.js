/**
 * Deliveries over time, each column stacked by state: <t-time-chart .stats=${stats} .rows=${address}></t-time-chart>
 *
 * Drawn here and not by a charting library: a canvas has nothing that a keyboard, a screen reader or a link could
 * reach, and of such a library we would load ten times as much and use one kind of chart. Pointing or arrow keys go
 * from column to column, a click or Enter leads to its rows; the same stands as a table below.
 */
import { html, nothing, svg } from "../lit.js";
import { Element } from "../core/element.js";
import { count } from "../core/format.js";
import { go } from "../core/router.js";

/** From the ground up. */
const STATES = ["seen", "delivered", "sent", "sending", "queued", "discarded"];
const HEIGHT = 100;
const MILLIS = { hour: 3_600_000, day: 86_400_000 };
const MARKS = 6;

const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

class TimeChart extends Element {
    static properties = { stats: {}, rows: {}, at: { state: true } };

    willUpdate(changed) {
        if (changed.has("stats")) {
            this.columns = columns(this.stats);
            this.top = Math.max(1, ...this.columns.map(({ total }) => total));
        }
    }

    words(start) {
        return (this.stats.interval === "hour" ? hour : day).format(start);
    }

    address({ start, end }, state) {
        return this.rows({ from: start.toISOString(), to: end.toISOString(), state });
    }

    press(event) {
        const last = this.columns.length - 1;
        const to = { ArrowLeft: (this.at ?? last + 1) - 1, ArrowRight: (this.at ?? -1) + 1, Home: 0, End: last }[event.key];
        if (to !== undefined) {
            event.preventDefault();
            this.at = Math.min(last, Math.max(0, to));
        } else if (event.key === "Enter" && this.at !== undefined) {
            go(this.address(this.columns[this.at]));
        } else if (event.key === "Escape") {
            this.at = undefined;
        }
    }

    point(event) {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        const at = Math.floor((event.clientX - left) / width * this.columns.length);
        this.at = Math.min(this.columns.length - 1, Math.max(0, at));
    }

    /** Styles are set here, since the page's policy lets no template hold any. */
    updated() {
        const tip = this.querySelector(".chart-tip");
        if (tip) {
            const share = (this.at + 0.5) / this.columns.length;
            tip.style.left = `${100 * share}%`;
            tip.style.translate = `${-100 * share}% 0`;
        }
    }

    render() {
        const { columns, top } = this;
        const unit = this.stats.interval;
        return html`
            <div class="chart" role="group" tabindex="0" aria-roledescription="chart"
                aria-label="Deliveries by ${unit}. Arrow keys go from ${unit} to ${unit}, Enter shows the rows."
                @keydown=${this.press} @blur=${() => this.at = undefined}>
                <span class="chart-top" aria-hidden="true">${count(top)}</span>
                <svg viewBox="0 0 ${10 * columns.length} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"
                    @pointermove=${this.point} @pointerleave=${() => this.at = undefined}
                    @click=${() => this.at !== undefined && go(this.address(columns[this.at]))}>
                    ${columns.map((column, i) => this.column(column, i))}
                </svg>
                ${this.tip()}
            </div>
            <div class="chart-marks" aria-hidden="true">${marks(columns).map(column => html`
                <span>${column ? this.words(column.start) : nothing}</span>`)}</div>
            ${this.table()}`;
    }

    column(column, i) {
        let y = HEIGHT;
        return svg`<g class="chart-column ${i === this.at ? "is-at" : ""}">
            <rect class="chart-back" x=${10 * i} y="0" width="10" height=${HEIGHT}></rect>
            ${STATES.filter(state => column.states[state]).map(state => {
                const height = HEIGHT * column.states[state] / this.top;
                y -= height;
                return svg`<rect class="fill-${state}" x=${10 * i + 1.25} y=${y} width="7.5" height=${height}></rect>`;
            })}</g>`;
    }

    tip() {
        const column = this.columns[this.at];
        return html`<div class=${column ? "chart-tip" : "unseen"} role="status">${column ? html`
            <b>${this.words(column.start)} – ${this.words(column.end)}</b>
            <span>${count(column.total)} accepted</span>
            ${STATES.filter(state => column.states[state]).map(state => html`
                <span class="key-${state}">${count(column.states[state])} ${state}</span>`)}` : nothing}</div>`;
    }

    table() {
        const some = this.columns.filter(({ total }) => total > 0);
        return html`
            <details class="chart-table">
                <summary>As a table</summary>
                <div class="scroll" tabindex="0" role="region" aria-label="Deliveries by ${this.stats.interval}"><table>
                    <thead><tr><th scope="col">From</th><th scope="col" class="number">Accepted</th>
                        ${STATES.map(state => html`<th scope="col" class="number">${state}</th>`)}</tr></thead>
                    <tbody>${some.map(column => html`<tr>
                        <th scope="row"><a href=${this.address(column)}>${this.words(column.start)}</a></th>
                        <td class="number">${count(column.total)}</td>
                        ${STATES.map(state => html`<td class="number">${column.states[state] === 0 ? "·" : html`
                            <a href=${this.address(column, state)}>${count(column.states[state])}</a>`}</td>`)}</tr>`)}
                    </tbody>
                </table></div>
            </details>`;
    }
}

/** One for each interval, also where nothing was accepted: time goes on at one pace. */
function columns({ interval, from, to, intervals }) {
    const known = new Map(intervals.map(({ start, states }) => [Date.parse(start), states]));
    const all = [];
    for (let start = Date.parse(from); start < Date.parse(to); start += MILLIS[interval]) {
        const states = known.get(start) ?? {};
        all.push({
            start: new Date(start), end: new Date(start + MILLIS[interval]), states,
            total: Object.values(states).reduce((sum, number) => sum + number, 0),
        });
    }
    return all;
}

/** As many moments below the chart as there is room for, evenly apart. */
function marks(columns) {
    const step = Math.max(1, Math.ceil(columns.length / MARKS));
    return columns.filter((_, i) => i % step === 0);
}

customElements.define("t-time-chart", TimeChart);
