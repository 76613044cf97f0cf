/** Channels and what serves them: which provider sends, which wait as reserve, what could be set up. */
import { html, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { channelName } from "../core/channels.js";
import { every } from "../core/every.js";
import { count } from "../core/format.js";
import { Loading } from "../core/loading.js";
import { href } from "../core/router.js";
import { standing } from "../components/standing.js";
import { toast } from "../components/toasts.js";

const EVERY = 3_000;

class Channels extends Element {
    static properties = { params: {} };

    channels = new Loading(this, () => this.fetch());

    constructor() {
        super();
        // What pauses goes on by itself.
        every(this, EVERY, () => this.channels.load());
    }

    willUpdate(changed) {
        if (changed.has("params") && changed.get("params")?.app !== this.params.app) {
            this.channels.load();
        }
    }

    async fetch() {
        const { providers } = await api.get("/v1/providers");
        const names = [...new Set(providers.map(provider => provider.channel))];
        return Promise.all(names.map(async name => ({
            name,
            providers: providers.filter(provider => provider.channel === name),
            instances: (await api.get(this.path(name))).providerInstances,
        })));
    }

    path(channel) {
        return `/v1/apps/${this.params.app}/channels/${channel}/providerInstances`;
    }

    /** The order is the position; positions are given anew to all, so that no two are the same. */
    async move(channel, from, by) {
        const order = [...channel.instances];
        order.splice(from + by, 0, ...order.splice(from, 1));
        try {
            await Promise.all(order.map((instance, position) => instance.position === position
                ? undefined
                : api.patch(`${this.path(channel.name)}/${instance.id}`, { position })));
            toast(`${order[from + by].name} is number ${from + by + 1} now.`);
        } catch (error) {
            toast(error);
        }
        this.channels.load();
    }

    render() {
        return html`
            <h1>Channels</h1>
            <p class="lead">Where your messages are read, and who carries them there. The first enabled provider of a
                channel sends; the others wait as reserve.</p>
            ${this.channels.show(channels => repeat(channels, channel => channel.name, channel => this.channel(channel)))}`;
    }

    channel(channel) {
        return html`
            <section class="card" aria-labelledby="channel-${channel.name}">
                <h2 id="channel-${channel.name}">${channelName(channel.name)}</h2>
                ${channel.instances.length === 0
                    ? html`<p class="muted">Nothing sends on this channel yet. Messages to it are discarded at once.</p>`
                    : html`<ol class="rows">${channel.instances.map((instance, i) => this.instance(channel, instance, i))}</ol>`}
                <div class="actions">
                    ${channel.providers.map(provider => html`
                        <a class="button" href=${href("/apps/:app/channels/:channel/:instance",
                            { app: this.params.app, channel: channel.name, instance: `new-${provider.id}` })}
                            >${channel.instances.length === 0 ? "Set up" : "Add"} ${provider.name}</a>`)}
                </div>
            </section>`;
    }

    instance(channel, instance, i) {
        const serving = instance.enabled && channel.instances.findIndex(other => other.enabled) === i;
        return html`
            <li class="row">
                <a class="row-main" href=${href("/apps/:app/channels/:channel/:instance",
                    { app: this.params.app, channel: channel.name, instance: instance.id })}>${instance.name}</a>
                <span class="muted">${count(instance.messagesPerSecond)} a second</span>
                ${standing(instance, serving)}
                ${channel.instances.length < 2 ? nothing : html`
                    <span class="row-tools">
                        <button type="button" class="quiet" aria-label="Move ${instance.name} up" ?disabled=${i === 0}
                            @click=${() => this.move(channel, i, -1)}>↑</button>
                        <button type="button" class="quiet" aria-label="Move ${instance.name} down"
                            ?disabled=${i === channel.instances.length - 1}
                            @click=${() => this.move(channel, i, 1)}>↓</button>
                    </span>`}
            </li>`;
    }
}

customElements.define("t-channels", Channels);
