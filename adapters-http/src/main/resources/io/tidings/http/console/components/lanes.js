/**
 * What waits to be sent through each provider, how fast it may go, and whether it does: <t-lanes .app=${appId}></t-lanes>
 *
 * How fast it goes now is counted from what is heard of the app's deliveries, so it is true for all servers together.
 */
import { html, nothing, repeat, svg } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { every } from "../core/every.js";
import { count } from "../core/format.js";
import { listen } from "../core/live.js";
import { Loading } from "../core/loading.js";
import { href } from "../core/router.js";
import { faultText, standing } from "./standing.js";
import "./moment.js";

const EVERY = 3_000;
const MEASURED = 10_000;

/** Of less, nothing is said: it would be chance. */
const LEAST = 2_000;
const PRIORITIES = ["urgent", "normal", "bulk"];

class Lanes extends Element {
    static properties = { app: {} };

    lanes = new Loading(this, () => api.get(`/v1/apps/${this.app}/lanes`));
    begun = [];

    constructor() {
        super();
        every(this, EVERY, () => this.lanes.load());
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    willUpdate(changed) {
        if (changed.has("app")) {
            this.stop?.();
            this.begun = [];
            this.since = Date.now();
            this.stop = listen(this.app, ({ event }) => event === "sending" && this.begun.push(Date.now()));
            this.lanes.load();
        }
    }

    /** How fast messages were handed to providers, lately. */
    get pace() {
        const measured = Math.min(MEASURED, Date.now() - this.since);
        this.begun = this.begun.filter(at => at > Date.now() - measured);
        if (measured < LEAST) {
            return "Listening how fast it goes…";
        }
        const seconds = measured / 1_000;
        return this.begun.length === 0 ? "Nothing is being sent at the moment."
            : `${(this.begun.length / seconds).toFixed(1)} messages a second over the last ${Math.round(seconds)} s.`;
    }

    render() {
        return this.lanes.show(({ lanes }) => lanes.length === 0
            ? html`<p class="muted">No provider is set up.
                <a href=${href("/apps/:app/channels", { app: this.app })}>Set one up</a></p>`
            : html`
                <ul class="lanes">${repeat(lanes, ({ id }) => id, lane =>
                    this.lane(lane, lanes.find(other => other.enabled && other.channel === lane.channel) === lane))}</ul>
                <p class="help">${this.pace}</p>`);
    }

    /** @param first whether what is accepted now goes through it */
    lane(lane, first) {
        const { id, name, channel, fault, messagesPerSecond, concurrency } = lane;
        const total = PRIORITIES.reduce((sum, priority) => sum + lane.waiting[priority], 0);
        return html`
            <li class="lane">
                <div class="lane-head">
                    <a class="row-main" href=${href("/apps/:app/channels/:channel/:instance", { app: this.app, channel, instance: id })}
                        >${name}</a>
                    ${standing(lane, first || total > 0)}
                </div>
                ${total === 0 ? html`<p class="muted">Nothing waits.</p>` : this.backlog(lane, total)}
                ${fault ? html`<p class="lane-fault">${faultText(fault)}</p>` : nothing}
                <p class="muted">At most ${count(messagesPerSecond)} a second, ${count(concurrency)} at once by each server</p>
            </li>`;
    }

    backlog({ provider, waiting, more, waitingSince, messagesPerSecond }, total) {
        let x = 0;
        return html`
            <p><a href=${href("/apps/:app/deliveries", { app: this.app }, { state: "queued", provider })}
                ><b>${count(total)}${more ? " or more" : ""}</b> wait</a>${PRIORITIES.filter(each => waiting[each] > 0)
                    .map(each => html` · ${count(waiting[each])} ${each}`)}
                · the oldest due <t-moment at=${waitingSince} ago></t-moment>
                · ${more ? "more than" : "about"} ${time(total / messagesPerSecond)} at full speed</p>
            <svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                ${PRIORITIES.map(each => {
                    const width = 1000 * waiting[each] / total;
                    const part = svg`<rect class="fill-${each}" x=${x} width=${width} height="10"></rect>`;
                    x += width;
                    return part;
                })}</svg>`;
    }
}

function time(seconds) {
    return seconds < 60 ? `${Math.ceil(seconds)} s` : seconds < 3_600 ? `${Math.ceil(seconds / 60)} min`
        : `${(seconds / 3_600).toFixed(1)} h`;
}

customElements.define("t-lanes", Lanes);
