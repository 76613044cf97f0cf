/** One template: what it says on each channel, and how that reads to somebody. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { channelName, freeTextRule } from "../core/channels.js";
import { readObject } from "../core/json-text.js";
import { Loading } from "../core/loading.js";
import { go, href } from "../core/router.js";
import { bubble } from "../components/bubble.js";
import { confirmed } from "../components/confirm.js";
import { field } from "../components/field.js";
import { note } from "../components/states.js";
import { toast } from "../components/toasts.js";
import "../components/content-picker.js";
import "../components/message-preview.js";

class Template extends Element {
    static properties = {
        params: {}, query: {}, draft: { state: true }, changed: { state: true }, error: { state: true }, busy: { state: true },
        recipient: { state: true }, data: { state: true },
    };

    loaded = new Loading(this, async () => {
        const [template, { providers }] = await Promise.all([this.params.template && api.get(this.path), api.get("/v1/providers")]);
        this.begin(template, [...new Set(providers.map(provider => provider.channel))]);
        return template ?? {};
    });

    constructor() {
        super();
        this.recipient = "";
        this.data = "";
    }

    willUpdate(changed) {
        if (changed.has("params")) {
            this.loaded.load();
        }
    }

    get path() {
        return `/v1/apps/${this.params.app}/templates/${encodeURIComponent(this.params.template)}`;
    }

    begin(template, channels) {
        const contents = template?.contents ?? { [channels[0]]: { text: "" } };
        this.draft = { identifier: template?.identifier ?? "", name: template?.name ?? "", version: template?.version, contents, channels };
        this.changed = false;
        this.error = undefined;
    }

    set(more) {
        this.draft = { ...this.draft, ...more };
        this.changed = true;
    }

    say(channel, content) {
        this.set({ contents: { ...this.draft.contents, [channel]: content } });
    }

    async submit(event) {
        event.preventDefault();
        const { identifier, name, version, contents } = this.draft;
        const body = { ...name.trim() && { name: name.trim() }, contents };
        this.busy = true;
        try {
            const saved = this.params.template
                ? await api.patch(this.path, { ...body, version })
                : await api.post(`/v1/apps/${this.params.app}/templates`, { identifier: identifier.trim(), ...body });
            toast("Saved.");
            if (this.params.template) {
                this.begin(saved, this.draft.channels);
                this.loaded.set(saved);
            } else if (this.isConnected) {
                go(href("/apps/:app/templates/:template", { app: this.params.app, template: saved.identifier }), { replace: true });
            }
        } catch (error) {
            this.error = error;
        }
        this.busy = false;
    }

    async removeForGood() {
        if (await confirmed(`Remove ${this.draft.identifier}?`, "What was accepted before is still sent; whoever names it from now on"
            + " is refused.", "Remove")) {
            try {
                await api.delete(this.path);
                go(href("/apps/:app/templates", this.params));
            } catch (error) {
                toast(error);
            }
        }
    }

    render() {
        return html`
            <nav class="crumbs" aria-label="Breadcrumb"><a href=${href("/apps/:app/templates", this.params)}>Templates</a></nav>
            <div class="heading"><h1>${this.params.template ?? "New template"}</h1></div>
            ${this.loaded.show(() => html`
                <div class="columns compose">
                    <form class="card" @submit=${this.submit}>${this.form()}</form>
                    <section class="beside" aria-labelledby="reads"><h2 id="reads">How it reads</h2>${this.preview()}</section>
                </div>`)}`;
    }

    form() {
        const { draft } = this;
        return html`
            ${this.error ? note("bad", html`${this.error.message} ${this.error.errors.length > 1
                ? html`<ul>${this.error.errors.map(({ field: where, message }) => html`<li><code>${where}</code> ${message}</li>`)}</ul>` : nothing}
                ${this.error.code === "changed_meanwhile" ? html`<button type="button" @click=${() => this.loaded.load()}>Read it again</button>` : nothing}`)
                : nothing}
            ${this.params.template ? nothing : field({
                name: "identifier", label: "Identifier", required: true, mono: true, value: draft.identifier, placeholder: "appointment_reminder",
                help: "As your backend calls it; it never changes.", error: this.error?.ofField("identifier"),
                onInput: identifier => this.set({ identifier }),
            })}
            ${field({
                name: "name", label: "Name", value: draft.name, help: "As people call it.", onInput: name => this.set({ name }),
            })}
            ${Object.entries(draft.contents).map(([channel, content]) => this.content(channel, content))}
            <div class="actions">
                ${draft.channels.filter(channel => !draft.contents[channel]).map(channel => html`
                    <button type="button" @click=${() => this.say(channel, { text: "" })}>Say something on ${channelName(channel)}</button>`)}
                <button class="primary" ?disabled=${this.busy}>Save</button>
                ${this.params.template ? html`<button type="button" class="danger" @click=${this.removeForGood}>Remove</button>` : nothing}
            </div>`;
    }

    content(channel, content) {
        const isText = content.text !== undefined;
        const kind = (value, label, other) => html`<button type="button" class="chip" aria-pressed=${value ? "true" : "false"}
            @click=${() => value || this.say(channel, other)}>${label}</button>`;
        return html`
            <fieldset>
                <legend>${channelName(channel)}</legend>
                <div class="chips" role="group" aria-label="What it is">
                    ${kind(isText, "Text", { text: "" })} ${kind(!isText, "Content template", { contentSid: "", contentVariables: {} })}
                </div>
                ${isText ? this.text(channel, content) : html`
                    <t-content-picker name=${channel} .app=${this.params.app} channel=${channel} .value=${content}
                        @change=${event => event.detail && this.say(channel, event.detail)}></t-content-picker>`}
            </fieldset>`;
    }

    text(channel, content) {
        return html`
            ${field({
                name: `${channel}-text`, label: "Text", type: "textarea", required: true, value: content.text,
                placeholder: "Hello {{recipient.firstName}}, see you at {{data.time}}.",
                help: "Handlebars: {{recipient.…}} is the person's profile, {{data.…}} what the notification says.",
                onInput: text => this.say(channel, { ...content, text }),
            })}
            ${freeTextRule(channel) || content.outsideWindow ? this.outside(channel, content) : nothing}`;
    }

    /** What is sent instead at times when the channel takes no free text. */
    outside(channel, { outsideWindow, ...content }) {
        return html`
            <label class="check"><input type="checkbox" .checked=${Boolean(outsideWindow)}
                @change=${({ target }) => this.say(channel, target.checked
                    ? { ...content, outsideWindow: { contentSid: "", contentVariables: {} } } : content)}>
                Outside of the 24-hour window, send a content template instead</label>
            <p class="help">${freeTextRule(channel) ?? nothing}</p>
            ${outsideWindow ? html`
                <t-content-picker name="${channel}-outside" .app=${this.params.app} channel=${channel} .value=${outsideWindow}
                    @change=${event => event.detail && this.say(channel, { ...content, outsideWindow: event.detail })}></t-content-picker>`
                : nothing}`;
    }

    preview() {
        const { draft } = this;
        const [channel, { text } = {}] = Object.entries(draft.contents)[0] ?? [];
        if (!this.params.template || this.changed) {
            return html`${text ? bubble(text, { channel }) : nothing}<p class="muted">Save it to see its places filled in.</p>`;
        }
        const data = readObject(this.data);
        return html`
            <t-message-preview .app=${this.params.app} .data=${data.value ?? {}} .override=${NONE}
                .draft=${{ kind: "template", template: this.params.template, to: "users", users: this.recipient ? [this.recipient] : [] }}></t-message-preview>
            ${field({
                name: "recipient", label: "To", value: this.recipient, placeholder: "identifier", help: "A user of yours.",
                onInput: recipient => this.recipient = recipient.trim(),
            })}
            ${field({
                name: "data", label: "Data", type: "textarea", mono: true, value: this.data, error: data.error,
                placeholder: "{\"time\": \"10:00\"}", help: "JSON, as a notification would bring it.", onInput: typed => this.data = typed,
            })}
            <div class="actions"><a class="button" href=${href("/apps/:app/send", this.params, { template: draft.identifier })}
                >Send it to somebody</a></div>`;
    }
}

const NONE = {};

customElements.define("t-template", Template);
