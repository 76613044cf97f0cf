/** The first run: from nothing to a message that was seen, by the hand. Each step knows by itself whether it is done. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { apps } from "../core/apps.js";
import { Loading } from "../core/loading.js";
import { channelName } from "../core/channels.js";
import { go, href } from "../core/router.js";
import { field } from "../components/field.js";
import { note } from "../components/states.js";
import { toast } from "../components/toasts.js";
import { verdict } from "../components/verdict.js";
import "../components/copy.js";
import "../components/first-message.js";
import "../components/provider-form.js";

class Start extends Element {
    static properties = {
        params: {}, name: { state: true }, made: { state: true }, error: { state: true }, chosen: { state: true },
        verified: { state: true },
    };

    constructor() {
        super();
        this.name = "";
    }

    /** What could be set up, and what is. */
    channels = new Loading(this, async () => {
        const { providers } = await api.get("/v1/providers");
        const names = [...new Set(providers.map(provider => provider.channel))];
        const instances = await Promise.all(names.map(name =>
            api.get(`/v1/apps/${this.params.app}/channels/${name}/providerInstances`)));
        return { providers, instances: instances.flatMap(each => each.providerInstances) };
    });

    willUpdate(changed) {
        if (changed.has("params") && this.params.app && changed.get("params")?.app !== this.params.app) {
            this.made = lastMade?.appId === this.params.app ? lastMade : undefined;
            this.verified = undefined;
            this.channels.load();
        }
    }

    async create(event) {
        event.preventDefault();
        try {
            lastMade = await apps.create(this.name);
            this.error = undefined;
            go(href("/apps/:app/start", { app: lastMade.appId }), { replace: true });
        } catch (error) {
            this.error = error;
        }
    }

    /** A wrong token is better found here than by the message that does not arrive. */
    async enabled({ id, channel }) {
        this.channels.load();
        try {
            this.verified = await api.post(`/v1/apps/${this.params.app}/channels/${channel}/providerInstances/${id}/verify`);
        } catch (error) {
            toast(error);
        }
    }

    render() {
        const app = this.params.app && apps.find(this.params.app);
        return html`
            <h1>${app ? "Get started" : apps.all.length === 0 ? "Welcome to Tidings" : "New app"}</h1>
            <p class="lead">${app
                ? "Five steps from here to a message on your own phone."
                : "An app is one product of yours: with users, providers and keys of its own."}</p>
            <ol class="guide">
                ${this.step(1, "Create an app", Boolean(app), this.app(app))}
                ${app ? nothing : this.ahead(2)}
            </ol>
            ${app ? this.channels.show(channels => this.rest(app, channels)) : nothing}`;
    }

    /** @param done whether the step is; what it shows may be of use all the same */
    step(number, title, done, content) {
        return html`
            <li class="guide-step ${done ? "is-done" : ""}">
                <h2><span class="guide-number" aria-hidden="true">${done ? "✓" : number}</span> ${title}
                    ${done ? html`<span class="unseen">(done)</span>` : nothing}</h2>
                <div class="guide-content">${content}</div>
            </li>`;
    }

    app(app) {
        if (!app) {
            return html`
                <form class="form" @submit=${this.create}>
                    ${field({
                        name: "name", label: "Name", required: true, value: this.name, placeholder: "Shop",
                        help: "For you and your colleagues.", error: this.error?.ofField("name") ?? this.error?.message,
                        onInput: value => this.name = value,
                    })}
                    <div class="actions"><button class="primary">Create app</button></div>
                </form>`;
        }
        return this.made
            ? html`
                ${note("warn", html`<b>Save these now.</b> The secret is shown only this once; your backend needs both.`)}
                <t-copy label="API key" .value=${this.made.apiKey}></t-copy>
                <t-copy label="API secret" .value=${this.made.apiSecret}></t-copy>`
            : html`<p class="muted">${app.name} is there. Its secret was shown when it was created.</p>`;
    }

    /** The steps that cannot be taken yet. */
    ahead(from) {
        return ["Enable a provider", "Add yourself", "Send a test", "See it arrive"]
            .map((title, i) => this.step(i + 2, title, false, nothing)).slice(from - 2);
    }

    rest(app, { providers, instances }) {
        const enabled = instances.find(instance => instance.enabled);
        const provider = providers.find(other => other.id === enabled?.provider);
        return html`<ol class="guide">
            ${this.step(2, provider ? `Enable ${provider.name}` : "Enable a provider", enabled && this.verified?.works !== false, enabled
                ? html`${this.verified ? verdict(this.verified) : nothing}
                    <p class="muted">${enabled.name} sends on ${channelName(enabled.channel)}.
                    <a href=${href("/apps/:app/channels/:channel/:instance",
                        { app: app.appId, channel: enabled.channel, instance: enabled.id })}
                        >Check the connection and the callback URL</a></p>`
                : this.provider(app, providers))}
            ${provider ? nothing : this.ahead(3)}
            </ol>
            ${provider ? html`<t-first-message .app=${app.appId} .provider=${provider}></t-first-message>` : nothing}`;
    }

    provider(app, providers) {
        const chosen = providers.find(provider => provider.id === this.chosen) ?? providers[0];
        return html`
            ${providers.length < 2 ? nothing : field({
                name: "provider", label: "Provider", required: true, value: chosen.id,
                choices: providers.map(provider => ({ value: provider.id, label: provider.name })),
                onInput: id => this.chosen = id,
            })}
            <t-provider-form .app=${app.appId} .provider=${chosen} @saved=${({ detail }) => this.enabled(detail)}></t-provider-form>`;
    }
}

/** With its secret, for as long as the page is open. */
let lastMade;

customElements.define("t-start", Start);
