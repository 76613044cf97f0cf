/**
 * Whether a person wants messages, on each channel on which they have an address, and how that can be changed by hand:
 * <t-consent .app=${appId} .user=${user} .providers=${providers}></t-consent>
 */
import { html } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { channelName } from "../core/channels.js";
import { Loading } from "../core/loading.js";
import { badge } from "./badge.js";
import { confirmed } from "./confirm.js";
import { toast } from "./toasts.js";
import "./moment.js";

class Consent extends Element {
    static properties = { app: {}, user: {}, providers: {} };

    decisions = new Loading(this, () => Promise.all([...this.addresses].map(async ([channel, address]) =>
        ({ channel, ...await api.get(path(this.app, channel, address)) }))));

    willUpdate(changed) {
        if (changed.has("user")) {
            this.decisions.load();
        }
    }

    /** On a channel a person is known by what its providers read of their profile. */
    get addresses() {
        return new Map(this.providers.map(({ channel, profileProperties }) =>
            [channel, this.user.profile[profileProperties[0]?.path]]).filter(([, address]) => typeof address === "string" && address));
    }

    async lift({ channel, address }) {
        if (await confirmed("Send to them again?", "They opted out. Take that back only when they have asked for it in another"
            + " way: most laws want their consent.", "Take the opt-out back")) {
            await this.change(() => api.delete(path(this.app, channel, address)));
        }
    }

    async optOut({ channel, address }) {
        if (await confirmed("Send nothing to them any more?", `They get nothing on ${channelName(channel)} until they ask for it`
            + " or you take it back.", "Opt them out")) {
            await this.change(() => api.put(path(this.app, channel, address), undefined));
        }
    }

    async change(call) {
        try {
            await call();
        } catch (error) {
            toast(error);
        }
        this.decisions.load();
    }

    render() {
        return this.decisions.show(decisions => decisions.length === 0
            ? html`<p class="muted">They have no address on any channel yet.</p>`
            : html`<ul class="rows">${decisions.map(decision => this.decision(decision))}</ul>`);
    }

    decision(decision) {
        const { channel, optedOut, since, by, word } = decision;
        return html`
            <li class="consent">
                <b>${channelName(channel)}</b> ${optedOut ? badge("bad", "opted out") : badge("good", "gets messages")}
                <p class="muted">${since === null ? "They have decided nothing." : html`
                    ${by === "person" ? html`They wrote <q>${word}</q>` : "An operator decided it"}
                    <t-moment at=${since} ago></t-moment>.`}</p>
                ${optedOut
                    ? html`<button type="button" @click=${() => this.lift(decision)}>Take the opt-out back</button>`
                    : html`<button type="button" @click=${() => this.optOut(decision)}>Opt them out</button>`}
            </li>`;
    }
}

function path(app, channel, address) {
    return `/v1/apps/${app}/channels/${channel}/optOuts/${encodeURIComponent(address)}`;
}

customElements.define("t-consent", Consent);
