/** One request: what it says, how many of its deliveries stand where, and each of them, as it goes on. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { cancel } from "../core/decide.js";
import { DeliveryList } from "../core/delivery-list.js";
import { count } from "../core/format.js";
import { addressOfList } from "../core/left-list.js";
import { listen } from "../core/live.js";
import { href } from "../core/router.js";
import { stateBadge } from "../components/badge.js";
import { deliveryTable } from "../components/delivery-table.js";
import { said } from "../components/said.js";
import { emptyState, errorState, loadingState } from "../components/states.js";
import "../components/copy.js";
import "../components/moment.js";

const always = () => true;

class Request extends Element {
    static properties = { params: {}, query: {} };

    willUpdate(changed) {
        if (changed.has("params") && changed.get("params")?.request !== this.params.request) {
            this.stop?.();
            this.list = new DeliveryList(this, cursor => this.fetch(cursor));
            this.stop = listen(this.params.app, change => change.requestId === this.params.request
                && this.list.happened(change, always), () => this.list.refresh(always));
            this.list.load();
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    async fetch(cursor) {
        const request = await api.as(this.params.app).get(`/v3/notifications/${this.params.request}`, { cursor });
        this.request = request;
        const rows = request.deliveries.map(delivery => ({ ...delivery, category: request.category }));
        return { rows, nextCursor: request.nextCursor };
    }

    async cancel() {
        if (await cancel(this.params.app, this.params.request)) {
            this.list.refresh(always);
        }
    }

    updated() {
        this.querySelectorAll("[data-grow]").forEach(part => part.style.flexGrow = part.dataset.grow);
    }

    render() {
        return html`
            <nav class="crumbs" aria-label="Breadcrumb">
                <a href=${addressOfList(this.params.app)}>Deliveries</a>
                <span aria-hidden="true">/</span> <span class="mono">${this.params.request}</span>
            </nav>
            ${this.request?.requestId === this.params.request ? this.page(this.request)
                : this.list.error ? errorState(this.list.error, () => this.list.retry()) : loadingState()}`;
    }

    page(request) {
        const { list } = this;
        return html`
            <div class="heading">
                <h1>Request</h1>
                <t-moment at=${request.createdAt}></t-moment>
                <span class="heading-end">
                    ${request.counts.queued > 0 ? html`<button type="button" class="danger" @click=${this.cancel}
                        >Cancel</button>` : nothing}
                    <a class="button" href=${href("/apps/:app/send", { app: this.params.app })}>Send another</a>
                </span>
            </div>
            ${request.sendAt && new Date(request.sendAt) > new Date() ? html`
                <p class="note note-info">It is sent <t-moment at=${request.sendAt}></t-moment>, not before.</p>` : nothing}
            <div class="columns">
                <section aria-labelledby="counts">
                    <h2 id="counts" class="unseen">How many stand where</h2>
                    ${this.counts(request.counts)}
                    <t-copy label="requestId" .value=${request.requestId}></t-copy>
                </section>
                <section aria-labelledby="said">
                    <h2 id="said" class="unseen">What it says</h2>
                    ${said(this.params.app, request, request.deliveries[0]?.channel)}
                </section>
            </div>
            ${list.rows.length > 0
                ? deliveryTable({
                    app: this.params.app, list, label: "Deliveries of this request", moment: ["Last change", "updatedAt"],
                })
                : emptyState("It reached nobody", "No user is subscribed to its topics.")}`;
    }

    counts(counts) {
        const all = Object.entries(counts);
        const total = all.reduce((sum, [, number]) => sum + number, 0);
        return html`
            <div class="bar" aria-hidden="true">${all.filter(([, number]) => number > 0).map(([state, number]) => html`
                <span class="bar-part bar-${state}" data-grow=${number}></span>`)}</div>
            <ul class="counts" aria-live="polite">
                <li><b>${count(total)}</b> in all</li>
                ${all.filter(([, number]) => number > 0).map(([state, number]) => html`
                    <li>${stateBadge(state)} <b>${count(number)}</b></li>`)}
            </ul>`;
    }
}

customElements.define("t-request", Request);
