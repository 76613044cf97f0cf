/** One delivery: what became of it and why, who said so and when, and what can be done now. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { cancel, discard, resend } from "../core/decide.js";
import { channelName } from "../core/channels.js";
import { addressOfList } from "../core/left-list.js";
import { listen } from "../core/live.js";
import { Loading } from "../core/loading.js";
import { go, href } from "../core/router.js";
import { decisions, successor } from "../core/story.js";
import { badge, stateBadge } from "../components/badge.js";
import { explanation } from "../components/explanation.js";
import { said } from "../components/said.js";
import { progress, timeline } from "../components/timeline.js";
import "../components/copy.js";
import "../components/moment.js";

const PATH = "/apps/:app/deliveries/:delivery";

class Delivery extends Element {
    static properties = { params: {}, query: {} };

    loaded = new Loading(this, () => this.fetch());

    willUpdate(changed) {
        const before = changed.get("params");
        if (changed.has("params") && (before?.delivery !== this.params.delivery || before?.app !== this.params.app)) {
            this.stop?.();
            this.stop = listen(this.params.app, change => change.deliveryId === this.params.delivery && this.loaded.load(),
                () => this.loaded.load());
            if (before) {
                this.loaded.set(undefined);
            }
            this.loaded.load();
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    async fetch() {
        const client = api.as(this.params.app);
        const delivery = await client.get(`/v3/deliveries/${this.params.delivery}`);
        this.providers ??= (await api.get("/v1/providers")).providers;
        if (this.request?.requestId !== delivery.requestId) {
            this.request = await client.get(`/v3/notifications/${delivery.requestId}`, { limit: 1 });
        }
        const provider = this.providers.find(({ id }) => id === delivery.provider)?.name ?? delivery.provider
            ?? "The provider";
        return { delivery, provider };
    }

    async decide(what) {
        const { delivery } = this.loaded.value;
        const done = await what(this.params.app, delivery);
        if (done?.deliveryId && done.deliveryId !== delivery.id) {
            go(this.to(done.deliveryId));
        } else if (done) {
            this.loaded.load();
        }
    }

    to(delivery) {
        return href(PATH, { app: this.params.app, delivery });
    }

    render() {
        return html`
            <nav class="crumbs" aria-label="Breadcrumb">
                <a href=${addressOfList(this.params.app)}>Deliveries</a>
                <span aria-hidden="true">/</span> <span class="mono">${this.params.delivery}</span>
            </nav>
            ${this.loaded.show(({ delivery, provider }) => this.page(delivery, provider))}`;
    }

    page(delivery, provider) {
        return html`
            <div class="heading">
                <h1>${delivery.user}</h1>
                <span aria-live="polite">${stateBadge(delivery.state)}
                    ${delivery.held ? badge("warn", "held") : nothing} ${delivery.stale ? badge("warn", "stale") : nothing}</span>
                <span class="heading-end">${this.actions(delivery)}</span>
            </div>
            ${progress(delivery)}
            ${explanation(delivery, provider)}
            <div class="columns">
                <section class="card" aria-labelledby="timeline">
                    <h2 id="timeline">Timeline</h2>
                    ${timeline(delivery, { app: this.params.app, provider })}
                </section>
                <section class="card" aria-labelledby="facts">
                    <h2 id="facts">Details</h2>
                    ${this.facts(delivery, provider)}
                </section>
            </div>`;
    }

    actions(delivery) {
        const can = decisions(delivery);
        return html`
            ${can.cancel ? html`<button type="button" @click=${() => this.decide(() =>
                cancel(this.params.app, delivery.requestId))}>Cancel request</button>` : nothing}
            ${can.discard ? html`<button type="button" class="danger" @click=${() => this.decide(discard)}
                >Discard</button>` : nothing}
            ${can.resend ? html`<button type="button" class="primary" @click=${() => this.decide(resend)}
                >Send again</button>` : nothing}`;
    }

    facts(delivery, provider) {
        const { app } = this.params;
        const next = successor(delivery);
        const waits = ["queued", "sending"].includes(delivery.state);
        return html`
            ${said(app, this.request, delivery.channel, delivery.provider)}
            <dl class="facts">
                ${fact("User", html`<a href=${href("/apps/:app/users/:user", { app, user: delivery.user })}
                    >${delivery.user}</a>`)}
                ${fact("Request", html`<a href=${href("/apps/:app/requests/:request", { app, request: delivery.requestId })}
                    class="mono">${delivery.requestId}</a>`)}
                ${delivery.resendOf ? fact("Sends again", html`<a class="mono" href=${this.to(delivery.resendOf)}
                    >${delivery.resendOf}</a>`) : nothing}
                ${next ? fact("Sent again as", html`<a class="mono" href=${this.to(next)}>${next}</a>`) : nothing}
                ${fact("Channel", html`${channelName(delivery.channel)}${delivery.provider ? ` through ${provider}` : ""}`)}
                ${this.request.category ? fact("Category", html`<a href=${href("/apps/:app/deliveries", { app },
                    { category: this.request.category })}>${this.request.category}</a>`) : nothing}
                ${fact("Priority", delivery.priority)}
                ${fact("Attempts", delivery.attempts)}
                ${fact("Accepted", html`<t-moment at=${delivery.createdAt}></t-moment>`)}
                ${waits ? fact("Expires", html`<t-moment at=${delivery.expiresAt}></t-moment>`) : nothing}
            </dl>
            ${delivery.reference ? html`<t-copy label="Provider's reference" .value=${delivery.reference}></t-copy>` : nothing}
            <t-copy label="Delivery" .value=${delivery.id}></t-copy>`;
    }
}

function fact(name, value) {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

customElements.define("t-delivery", Delivery);
