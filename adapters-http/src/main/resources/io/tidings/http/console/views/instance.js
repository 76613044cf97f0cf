/** One provider of a channel: its settings, whether they work, and what is left to do at the provider. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { channelName } from "../core/channels.js";
import { every } from "../core/every.js";
import { Loading } from "../core/loading.js";
import { go, href } from "../core/router.js";
import { badge } from "../components/badge.js";
import { confirmed } from "../components/confirm.js";
import { faultText } from "../components/standing.js";
import { emptyState, note } from "../components/states.js";
import { toast } from "../components/toasts.js";
import { verdict } from "../components/verdict.js";
import "../components/callback-line.js";
import "../components/copy.js";
import "../components/provider-form.js";

const NEW = "new-";
const EVERY = 3_000;

class Instance extends Element {
    static properties = { params: {}, verified: { state: true }, fault: { state: true }, checking: { state: true } };

    loaded = new Loading(this, () => this.fetch());

    constructor() {
        super();
        every(this, EVERY, () => this.look());
    }

    willUpdate(changed) {
        const before = changed.get("params")?.instance;
        if (changed.has("params") && before !== this.params.instance) {
            this.verified = undefined;
            this.loaded.load();
            if (before?.startsWith(NEW)) {
                this.check();
            }
        }
    }

    async fetch() {
        const { providers } = await api.get("/v1/providers", { channel: this.params.channel });
        const { instance: id } = this.params;
        const instance = id.startsWith(NEW) ? undefined : await api.get(this.path);
        this.fault = instance?.fault;
        const wanted = instance?.provider ?? id.slice(NEW.length);
        return { instance, provider: providers.find(provider => provider.id === wanted) };
    }

    /** Whether it pauses; what is typed into the form meanwhile is nobody else's business. */
    async look() {
        if (this.loaded.value?.instance) {
            try {
                this.fault = (await api.get(this.path)).fault;
            } catch {
                // The shell says that there is no connection.
            }
        }
    }

    get path() {
        return `/v1/apps/${this.params.app}/channels/${this.params.channel}/providerInstances/${this.params.instance}`;
    }

    get channels() {
        return href("/apps/:app/channels", { app: this.params.app });
    }

    saved({ detail: instance }) {
        if (instance.id === this.params.instance) {
            this.loaded.set({ ...this.loaded.value, instance });
            toast("Saved.");
            this.check();
        } else {
            toast(`${instance.name} is enabled.`);
            // Who has gone elsewhere meanwhile is not taken back.
            this.isConnected && go(href("/apps/:app/channels/:channel/:instance", { ...this.params, instance: instance.id }), { replace: true });
        }
    }

    async check() {
        this.checking = true;
        try {
            this.verified = await api.post(`${this.path}/verify`);
        } catch (error) {
            toast(error);
        }
        this.checking = false;
    }

    async enable(enabled) {
        try {
            const instance = await api.put(`${this.path}/${enabled ? "enable" : "disable"}`);
            this.loaded.set({ ...this.loaded.value, instance });
            toast(enabled ? "Enabled." : "Disabled. What waits stays, until it expires.");
        } catch (error) {
            toast(error);
        }
    }

    async removeForGood(name) {
        if (await confirmed(`Remove ${name}?`, "What waits to be sent through it takes another way, or is discarded where"
            + " there is none. This cannot be undone.", "Remove")) {
            try {
                await api.delete(this.path);
                toast(`${name} is removed.`);
                go(this.channels);
            } catch (error) {
                toast(error);
            }
        }
    }

    render() {
        return html`
            <nav class="crumbs" aria-label="Breadcrumb">
                <a href=${this.channels}>Channels</a> <span aria-hidden="true">/</span>
                <span>${channelName(this.params.channel)}</span>
            </nav>
            ${this.loaded.show(({ instance, provider }) => provider
                ? this.page(instance, provider)
                : emptyState("This provider is not installed", "Put it on the server's class path to set it up."))}`;
    }

    page(instance, provider) {
        return html`
            <div class="heading">
                <h1>${instance?.name ?? provider.name}</h1>
                ${instance ? badge(instance.enabled ? "good" : "plain", instance.enabled ? "enabled" : "disabled") : nothing}
            </div>
            ${this.fault ? note("bad", html`<b>Paused.</b> ${faultText(this.fault)}`) : nothing}
            <div class="columns">
                <section class="card" aria-labelledby="settings">
                    <h2 id="settings">Settings</h2>
                    <t-provider-form .app=${this.params.app} .provider=${provider} .instance=${instance}
                        @saved=${this.saved}></t-provider-form>
                    ${instance ? this.tools(instance) : nothing}
                </section>
                ${this.steps(instance, provider)}
            </div>`;
    }

    tools(instance) {
        return html`
            <hr>
            <div class="actions">
                <button type="button" ?disabled=${this.checking} @click=${this.check}>
                    ${this.checking ? "Checking…" : "Check connection"}</button>
                <button type="button" @click=${() => this.enable(!instance.enabled)}>
                    ${instance.enabled ? "Disable" : "Enable"}</button>
                <button type="button" class="danger" @click=${() => this.removeForGood(instance.name)}>Remove</button>
            </div>
            <div aria-live="polite">${this.verified ? verdict(this.verified) : nothing}</div>`;
    }

    steps(instance, provider) {
        return html`
            <section class="card" aria-labelledby="steps">
                <h2 id="steps">At the provider</h2>
                ${instance?.callbackUrl
                    ? html`<t-copy label="Callback URL" .value=${instance.callbackUrl}></t-copy>
                        <t-callback-line .app=${this.params.app} provider=${provider.id}></t-callback-line>`
                    : note("info", instance
                        ? "This server has no public URL (TIDINGS_PUBLIC_URL), so nothing can call it back. Statuses are asked for instead."
                        : "Once it is enabled, the callback URL to paste there stands here.")}
                <ol class="steps">${provider.setUpSteps.map(step => html`<li>${withUrls(step)}</li>`)}</ol>
                <p><a href=${provider.documentation} rel="noreferrer" target="_blank">${provider.name}'s documentation</a></p>
            </section>`;
    }
}

/** A step names the callback URL as it is called above, where it can be copied; other addresses lead there. */
function withUrls(step) {
    return step.split(/(\{callbackUrl\}|https:\/\/[\w./-]*\w)/).map(part => part === "{callbackUrl}" ? html`<b>Callback URL</b>`
        : part.startsWith("https://") ? html`<a href=${part} rel="noreferrer" target="_blank">${part}</a>` : part);
}

customElements.define("t-instance", Instance);
