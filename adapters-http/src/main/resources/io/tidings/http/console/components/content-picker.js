/**
 * One of the content templates that lie at the provider, and what fills its places:
 *
 *     <t-content-picker name="outside" .app=${appId} channel="whatsapp" .value=${{contentSid, contentVariables}} @change=…></t-content-picker>
 *
 * Where the provider tells none, its identifier can be typed. The event `change` carries the new value.
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { contentTemplates, filled } from "../core/content-templates.js";
import { badge } from "./badge.js";
import { bubble } from "./bubble.js";
import { field } from "./field.js";

class ContentPicker extends Element {
    static properties = { app: {}, channel: {}, name: {}, value: {}, known: { state: true } };

    willUpdate(changed) {
        if (changed.has("app") || changed.has("channel")) {
            this.load();
        }
    }

    async load() {
        this.known = await contentTemplates(this.app, this.channel);
    }

    change(more) {
        this.dispatchEvent(new CustomEvent("change", { detail: { ...this.value, ...more } }));
    }

    /** Places keep what was said of them where the other template has them, too. */
    choose(contentSid) {
        const content = this.known.find(other => other.contentSid === contentSid);
        const contentVariables = Object.fromEntries(Object.keys(content?.variables ?? {})
            .map(place => [place, this.value.contentVariables?.[place] ?? ""]));
        this.change({ contentSid, contentVariables });
    }

    render() {
        if (!this.known) {
            return html`<p class="muted">Asking the provider for its content templates…</p>`;
        }
        const { contentSid, contentVariables = {} } = this.value;
        const content = this.known.find(other => other.contentSid === contentSid);
        const places = { ...content?.variables, ...contentVariables };
        return html`
            ${this.known.length > 0 ? this.choice(contentSid) : field({
                name: `${this.name}-sid`, label: "Content SID", mono: true, required: true, value: contentSid ?? "", placeholder: "HX…",
                help: "The provider told of no content templates; type the identifier as its console shows it.",
                onInput: typed => this.change({ contentSid: typed.trim() }),
            })}
            ${content ? html`
                <p>${badge(content.approval === "approved" ? "good" : content.approval === "rejected" ? "bad" : "warn", content.approval)}
                    ${content.rejection ?? nothing} <span class="muted">${content.category ?? nothing}</span></p>
                ${content.preview ? bubble(filled(content.preview, nonEmpty(contentVariables)), { channel: this.channel }) : nothing}` : nothing}
            ${Object.keys(places).map(place => field({
                name: `${this.name}-${place}`, label: `Place {{${place}}}`, mono: true, required: true, value: contentVariables[place] ?? "",
                placeholder: content?.variables[place] ?? "{{recipient.firstName}}",
                onInput: text => this.change({ contentVariables: { ...contentVariables, [place]: text } }),
            }))}`;
    }

    choice(contentSid) {
        const stranger = contentSid && !this.known.some(content => content.contentSid === contentSid);
        return field({
            name: `${this.name}-sid`, label: "Content template", required: true, value: contentSid ?? "",
            choices: [{ value: "", label: "Choose…" }, ...stranger ? [{ value: contentSid, label: `${contentSid} (not found in the account)` }] : [],
                ...this.known.map(({ contentSid: value, name, language, approval }) =>
                    ({ value, label: `${name}${language ? `, ${language}` : ""} – ${approval}` }))],
            onInput: value => this.choose(value),
        });
    }
}

function nonEmpty(variables) {
    return Object.fromEntries(Object.entries(variables).filter(([, text]) => text));
}

customElements.define("t-content-picker", ContentPicker);
