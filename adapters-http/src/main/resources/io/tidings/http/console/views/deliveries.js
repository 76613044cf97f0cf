/** All deliveries of an app: searched by what stands in the address, and changing as things happen. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { DeliveryList } from "../core/delivery-list.js";
import { count } from "../core/format.js";
import { comeBack, leaveList } from "../core/left-list.js";
import { listen } from "../core/live.js";
import { href, setQuery } from "../core/router.js";
import { SPANS } from "../components/delivery-filters.js";
import { deliveryTable } from "../components/delivery-table.js";
import { emptyState, errorState, loadingState } from "../components/states.js";

const FILTERS = ["state", "reached", "user", "phone", "when", "from", "to", "category", "code", "provider"];
const PATH = "/apps/:app/deliveries";

class Deliveries extends Element {
    static properties = { params: {}, query: {}, filters: { state: true }, near: { state: true } };

    willUpdate(changed) {
        if (changed.has("params") || changed.has("query")) {
            this.filters = Object.fromEntries(FILTERS.map(name => [name, this.query.get(name)]).filter(([, is]) => is));
            if (changed.get("params")?.app !== this.params.app) {
                this.list = undefined;
                this.stop?.();
                this.stop = listen(this.params.app, change => this.list.happened(change, () => this.atTop),
                    () => this.list.refresh(() => this.atTop));
            }
            this.begin();
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    begin() {
        const fetch = cursor => this.fetch(cursor);
        const left = comeBack(this.params.app);
        this.near = undefined;
        if (left) {
            this.list = left.list.movedTo(this, fetch);
            this.list.refresh(() => this.atTop);
            requestAnimationFrame(() => scrollTo(0, left.top));
        } else {
            this.list ??= new DeliveryList(this, fetch);
            this.list.load();
        }
    }

    /** Whoever has scrolled down must not have the rows move below their eyes. */
    get atTop() {
        return this.isConnected && this.getBoundingClientRect().top >= 0;
    }

    async fetch(cursor) {
        const { logs, nextCursor } = await api.get(this.path, { ...this.search, cursor });
        return { rows: logs, nextCursor };
    }

    get path() {
        return `/v1/apps/${this.params.app}/logs`;
    }

    /** The filters as the API has them. */
    get search() {
        const { when, ...rest } = this.filters;
        return SPANS[when] ? { ...rest, from: new Date(Date.now() - SPANS[when][1]).toISOString() } : rest;
    }

    change(filters) {
        setQuery(filters);
        this.filters = filters;
        this.begin();
    }

    leave(event) {
        if (event.target.closest(".row-link") && !event.ctrlKey && !event.metaKey) {
            leaveList(this.params.app, this.list);
        }
    }

    updated() {
        const { list } = this;
        if (list.loading || list.error || list.rows.length > 0) {
            return;
        }
        if (list.cursor) {
            // A page may hold nothing and yet lead on, where few fit.
            list.more();
        } else if (this.filters.user && this.near?.to !== this.filters.user) {
            this.findNear(this.filters.user);
        }
    }

    render() {
        return html`
            <div class="heading">
                <h1>Deliveries</h1>
                <span class="heading-end">
                    ${this.download("csv", "CSV")} ${this.download("ndjson", "NDJSON")}
                </span>
            </div>
            <t-delivery-filters .app=${this.params.app} .query=${this.filters}
                @change=${event => event.detail && this.change(event.detail)}></t-delivery-filters>
            <div class=${this.list.loading ? "is-loading" : ""} aria-busy=${this.list.loading ? "true" : "false"}
                @click=${this.leave}>${this.content()}</div>
            ${this.list.waiting && this.list.rows.length > 0 ? html`
                <button type="button" class="waiting primary" @click=${this.showNew}
                    >${count(this.list.waiting)} new</button>` : nothing}`;
    }

    download(format, name) {
        const given = Object.entries({ ...this.search, format });
        return html`<a class="button" download="deliveries.${format}"
            href="./v1/apps/${this.params.app}/logs?${new URLSearchParams(given)}"
            ><span class="unseen">Export what fits as</span> ${name} <span aria-hidden="true">↓</span></a>`;
    }

    showNew() {
        scrollTo(0, 0);
        this.list.showWaiting();
    }

    content() {
        const { list } = this;
        if (list.loading && list.rows.length === 0) {
            return loadingState();
        }
        if (list.rows.length > 0) {
            return deliveryTable({
                app: this.params.app, list, label: "Deliveries", moment: ["Accepted", "createdAt"],
            });
        }
        if (list.error) {
            return errorState(list.error, () => list.retry());
        }
        if (list.cursor) {
            return loadingState("Looking further back…");
        }
        return Object.keys(this.filters).length > 0 ? this.nothingFits() : this.nothingYet();
    }

    nothingYet() {
        return emptyState("No deliveries yet", "What you send appears here the moment it is accepted.",
            html`<a class="button primary" href=${href("/apps/:app/send", this.params)}>Send the first</a>`);
    }

    nothingFits() {
        const near = this.near?.users ?? [];
        return emptyState("Nothing fits", "No delivery fits all filters at once.", html`
            ${near.length > 0 ? html`<p>Users whose identifiers begin so: ${near.map(({ identifier }) => html`
                <a href=${href(PATH, this.params, { ...this.filters, user: identifier })}>${identifier}</a> `)}</p>` : nothing}
            <button type="button" @click=${() => this.change({})}>Clear all filters</button>`);
    }

    /** The filter wants the whole identifier; who typed its beginning is shown the rest. */
    async findNear(user) {
        this.near = { to: user, users: [] };
        try {
            const { users } = await api.get(`/v1/apps/${this.params.app}/users`, { identifier: user, limit: 5 });
            this.near = { to: user, users: users.filter(({ identifier }) => identifier !== user) };
        } catch {
            // A help that is missing is no error.
        }
    }
}

customElements.define("t-deliveries", Deliveries);
