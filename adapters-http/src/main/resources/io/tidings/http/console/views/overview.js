/** What became of an app's deliveries, at a glance; each number leads to the rows behind it. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { count } from "../core/format.js";
import { listen } from "../core/live.js";
import { Loading } from "../core/loading.js";
import { href } from "../core/router.js";
import { emptyState } from "../components/states.js";
import { funnel } from "../components/funnel.js";
import { percentiles } from "../components/percentiles.js";
import { reasons, withWords } from "../components/reasons.js";
import "../components/held.js";
import "../components/lanes.js";
import "../components/time-chart.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SPANS = {
    "24h": { label: "24 hours", millis: DAY, unit: HOUR },
    "7d": { label: "7 days", millis: 7 * DAY, unit: DAY },
    "30d": { label: "30 days", millis: 30 * DAY, unit: DAY },
};
const DELIVERIES = "/apps/:app/deliveries";

/** A busy app tells of many changes a second; its numbers are asked for this often at most. */
const PACE = 3_000;

class Overview extends Element {
    static properties = { params: {}, query: {} };

    stats = new Loading(this, () => this.fetch());

    willUpdate(changed) {
        if (changed.has("params") || changed.has("query")) {
            if (changed.get("params")?.app !== this.params.app) {
                this.stop?.();
                this.stop = listen(this.params.app, () => this.soon(), () => this.soon());
                this.stats.value = undefined;
            }
            this.stats.load();
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
        clearTimeout(this.waiting);
    }

    soon() {
        this.waiting ??= setTimeout(() => {
            this.waiting = undefined;
            this.stats.load();
            this.querySelector("t-held")?.load();
        }, PACE);
    }

    get span() {
        return SPANS[this.query.get("span")] ? this.query.get("span") : "24h";
    }

    async fetch() {
        const { millis, unit } = SPANS[this.span];
        // The unit that has just begun is one of them.
        const from = new Date(Date.now() - millis + unit).toISOString();
        const stats = await api.get(`/v1/apps/${this.params.app}/stats`, { from, interval: unit === HOUR ? "hour" : "day" });
        stats.reasons = await withWords(this.params.app, stats);
        return stats;
    }

    /** Where the rows behind a number are. */
    rows(stats, filters) {
        return href(DELIVERIES, this.params, { from: stats.from, ...filters });
    }

    render() {
        return html`
            <div class="heading">
                <h1>Overview</h1>
                <nav class="chips heading-end" aria-label="Time">${Object.entries(SPANS).map(([span, { label }]) => html`
                    <a class="button chip" href=${href("/apps/:app/overview", this.params, { span })}
                        aria-current=${span === this.span ? "true" : nothing}>${label}</a>`)}</nav>
            </div>
            <t-held .app=${this.params.app}></t-held>
            ${this.stats.show(stats => stats.total === 0 ? html`${this.quiet()}${this.lanes()}` : this.numbers(stats))}`;
    }

    quiet() {
        return emptyState(`Nothing was sent in the last ${SPANS[this.span].label}`,
            "What you send is counted here the moment it is accepted.",
            html`<a class="button primary" href=${href("/apps/:app/send", this.params)}>Send something</a>`);
    }

    lanes() {
        return html`
            <section class="card" aria-labelledby="lanes">
                <h2 id="lanes">Lanes</h2>
                <t-lanes .app=${this.params.app}></t-lanes>
            </section>`;
    }

    numbers(stats) {
        const rows = filters => this.rows(stats, filters);
        return html`
            <section class="card" aria-labelledby="over-time">
                <h2 id="over-time">Deliveries by ${stats.interval}
                    <a class="count" href=${rows({})}>${count(stats.total)}</a></h2>
                <t-time-chart .stats=${stats} .rows=${rows}></t-time-chart>
            </section>
            <div class="halves">
                <section class="card" aria-labelledby="funnel">
                    <h2 id="funnel">How far they came</h2>
                    ${funnel(stats, rows)}
                </section>
                <section class="card" aria-labelledby="took">
                    <h2 id="took">Time to deliver</h2>
                    ${percentiles(stats, rows)}
                </section>
                <section class="card" aria-labelledby="reasons">
                    <h2 id="reasons">Why deliveries failed</h2>
                    ${reasons(stats, rows)}
                </section>
                ${this.lanes()}
            </div>`;
    }
}

customElements.define("t-overview", Overview);
