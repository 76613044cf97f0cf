/** Composing a notification: to whom, what, and how it will look and be said by a program; then it is followed. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { apps } from "../core/apps.js";
import { enabledChannels, freeTextRule } from "../core/channels.js";
import { EMPTY, body, curl, missing, node } from "../core/draft.js";
import { fromInput, toInput } from "../core/format.js";
import { readObject, readOverride } from "../core/json-text.js";
import { Loading } from "../core/loading.js";
import { go, href } from "../core/router.js";
import { field } from "../components/field.js";
import { note } from "../components/states.js";
import "../components/message-preview.js";
import "../components/recipients.js";
import "../components/snippet.js";

class Send extends Element {
    static properties = {
        params: {}, query: {}, draft: { state: true }, error: { state: true }, hint: { state: true }, busy: { state: true },
    };

    /** What there is to choose from. */
    choices = new Loading(this, async () => {
        const { app } = this.params;
        const [topics, templates, categories, providers, lanes] = await Promise.all([
            api.as(app).get("/v3/topics"), api.get(`/v1/apps/${app}/templates`, { limit: 1000 }),
            api.as(app).get("/v3/categories"), api.get("/v1/providers"), api.get(`/v1/apps/${app}/lanes`),
        ]);
        return { ...topics, ...templates, ...categories, ...providers, channels: enabledChannels(lanes.lanes) };
    });

    willUpdate(changed) {
        if (changed.has("params") && changed.get("params")?.app !== this.params.app) {
            const given = name => this.query.get(name) ?? "";
            this.draft = {
                ...EMPTY, users: this.query.getAll("user"), topic: given("topic"), to: given("topic") ? "topic" : "users",
                template: given("template"), kind: given("template") ? "template" : "text",
            };
            this.choices.load();
        }
    }

    set(more) {
        this.draft = { ...this.draft, ...more };
        this.hint = undefined;
    }

    get override() {
        return readOverride(this.draft.override, this.choices.value?.providers ?? []);
    }

    /** Those that it goes on. */
    get channels() {
        const { channels = this.choices.value.channels } = this.override.value ?? {};
        return this.choices.value.channels.filter(channel => channels.includes(channel));
    }

    get data() {
        return readObject(this.draft.data);
    }

    async submit(event) {
        event.preventDefault();
        const { override, data } = this;
        const wrong = override.error ? "override" : data.error ? "data" : undefined;
        this.hint = missing(this.draft, { override: override.value });
        if (wrong || this.hint) {
            this.querySelectorAll("details").forEach(part => part.open ||= part.querySelector(`#${wrong}`) !== null);
            this.querySelector(wrong ? `#${wrong}` : "#recipients, #topic")?.focus();
            return;
        }
        this.busy = true;
        try {
            const request = body(this.draft, { override: override.value, data: data.value });
            const { requestId } = await api.as(this.params.app).post("/v3/notifications",
                { ...request, idempotencyKey: this.keyOf(request) });
            go(href("/apps/:app/requests/:request", { app: this.params.app, request: requestId }));
        } catch (error) {
            this.error = error;
            await this.updateComplete;
            this.querySelector(".note-bad")?.scrollIntoView({ block: "center" });
        }
        this.busy = false;
    }

    /** Who tries again, because no answer came, sends the same thing once. */
    keyOf(request) {
        const json = JSON.stringify(request);
        if (this.tried?.json !== json) {
            const random = crypto.getRandomValues(new Uint32Array(4));
            this.tried = { json, key: `console-${random.join("-")}` };
        }
        return this.tried.key;
    }

    render() {
        return html`
            <h1>Send</h1>
            <p class="lead">To people whom the app knows, on the channels that it has enabled.</p>
            ${this.choices.value?.channels.length === 0 ? note("warn", html`<b>No provider is enabled</b>, so whatever is sent is
                discarded at once. <a href=${href("/apps/:app/channels", this.params)}>Set one up</a>`) : nothing}
            ${this.choices.show(choices => this.page(choices))}`;
    }

    page(choices) {
        const { draft, override, data } = this;
        return html`
            <form class="columns compose" @submit=${this.submit} novalidate>
                <div>
                    <section class="card" aria-labelledby="to">
                        <h2 id="to">To</h2>
                        ${this.either("To", "to", { users: "Users", topic: "Topic" })}
                        ${draft.to === "users" ? this.users() : this.topic(choices.topics)}
                    </section>
                    <section class="card" aria-labelledby="what">
                        <h2 id="what">Content</h2>
                        ${this.either("Content", "kind", { text: "Text", template: "Template" })}
                        ${draft.kind === "text" ? this.text() : this.template(choices.templates, data)}
                        ${this.overrideField(choices.providers, override)}
                    </section>
                    ${this.options(choices.categories)}
                    ${this.error ? note("bad", this.error.message) : nothing}
                    <div class="actions">
                        <button class="primary" ?disabled=${this.busy}>${this.busy ? "Sending…" : draft.sendAt ? "Schedule" : "Send"}</button>
                        <p class="hint" role="status">${this.hint ?? nothing}</p>
                    </div>
                </div>
                <div class="beside">
                    <section aria-labelledby="preview">
                        <h2 id="preview">Preview</h2>
                        <t-message-preview .app=${this.params.app} .draft=${draft} .data=${data.value ?? {}}
                            .override=${override.value ?? {}} channel=${this.channels[0] ?? nothing}></t-message-preview>
                    </section>
                    <section aria-labelledby="code">
                        <h2 id="code">The same in code</h2>
                        ${this.snippet(override, data)}
                    </section>
                </div>
            </form>`;
    }

    either(label, name, choices) {
        return html`
            <div class="chips" role="group" aria-label=${label}>${Object.entries(choices).map(([value, words]) => html`
                <button type="button" class="chip" aria-pressed=${this.draft[name] === value ? "true" : "false"}
                    @click=${() => this.set({ [name]: value })}>${words}</button>`)}</div>`;
    }

    users() {
        return html`<t-recipients .app=${this.params.app} .users=${this.draft.users}
            @change=${event => event.detail && this.set({ users: event.detail })}></t-recipients>`;
    }

    topic(topics) {
        return field({
            name: "topic", label: "Topic", required: true, value: this.draft.topic,
            choices: [{ value: "", label: topics.length > 0 ? "Choose…" : "There are none yet" },
                ...topics.map(({ identifier, name }) => ({ value: identifier, label: name }))],
            help: "Whoever is subscribed when it is accepted.", onInput: topic => this.set({ topic }),
        });
    }

    text() {
        return field({
            name: "message", label: "Message", type: "textarea", required: true, value: this.draft.message,
            help: this.channels.map(freeTextRule).filter(Boolean).join(" ") || undefined,
            onInput: message => this.set({ message }),
        });
    }

    template(templates, data) {
        return html`
            ${field({
                name: "template", label: "Template", required: true, value: this.draft.template,
                choices: [{ value: "", label: templates.length > 0 ? "Choose…" : "There are none yet" },
                    ...templates.map(({ identifier, name }) => ({ value: identifier, label: name }))],
                onInput: template => this.set({ template }),
            })}
            ${field({
                name: "data", label: "Data", type: "textarea", mono: true, value: this.draft.data, error: data.error,
                help: "JSON: what stands under “data” in the template.", placeholder: "{\"time\": \"10:00\"}",
                onInput: typed => this.set({ data: typed }),
            })}`;
    }

    overrideField(providers, override) {
        const provider = providers[0]?.id ?? "provider";
        return html`
            <details>
                <summary>Override</summary>
                ${field({
                    name: "override", label: "Override", type: "textarea", mono: true, value: this.draft.override,
                    error: override.error, help: "JSON: what goes to a provider as it is, before anything else.",
                    placeholder: `{"${provider}": {"ContentSid": "HX…", "ContentVariables": {"1": "10:00"}}}`,
                    onInput: typed => this.set({ override: typed }),
                })}
                <p class="warning" role="status">${override.warning ?? nothing}</p>
            </details>`;
    }

    options(categories) {
        const { draft } = this;
        return html`
            <details class="card">
                <summary>Time, priority, category</summary>
                <div class="pair">
                    ${field({
                        name: "sendAt", label: "Not before", type: "datetime-local", value: toInput(draft.sendAt),
                        help: "In your time zone; now, when empty.", onInput: at => this.set({ sendAt: fromInput(at) }),
                    })}
                    ${field({
                        name: "priority", label: "Priority", required: true, value: draft.priority,
                        choices: ["urgent", "normal", "bulk"], help: "What goes first while others wait.",
                        onInput: priority => this.set({ priority }),
                    })}
                </div>
                ${field({
                    name: "category", label: "Category", value: draft.category, list: categories.map(({ identifier }) => identifier),
                    help: "What kind of notification it is; a new one is made on the fly.",
                    onInput: category => this.set({ category: category.trim() }),
                })}
            </details>`;
    }

    snippet(override, data) {
        const request = body(this.draft, { override: override.value, data: data.value });
        const key = apps.find(this.params.app).apiKey;
        return html`
            <t-snippet .variants=${{ curl: curl(request, key), "Node": node(request, key) }}></t-snippet>
            <p class="help">Node by <code>@engagespot/node</code>. The secret was shown when the app was created.</p>`;
    }
}

customElements.define("t-send", Send);
