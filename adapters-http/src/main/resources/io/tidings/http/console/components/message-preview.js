/**
 * What the first of the users would read, while it is composed:
 *
 *     <t-message-preview .app=${appId} .draft=${draft} .data=${{}} .override=${{}} channel="whatsapp"></t-message-preview>
 *
 * `channel` is where it is read, where the draft does not say so by itself, as a template does.
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { contentTemplate, filled } from "../core/content-templates.js";
import { overridden } from "../core/overridden.js";
import { badge } from "./badge.js";
import { bubble } from "./bubble.js";
import { note } from "./states.js";

const PATIENCE = 250;

class MessagePreview extends Element {
    static properties = { app: {}, draft: {}, data: {}, override: {}, channel: {}, shown: { state: true }, error: { state: true } };

    #latest = 0;

    willUpdate(changed) {
        if (["app", "draft", "data", "override", "channel"].some(name => changed.has(name))) {
            clearTimeout(this.waiting);
            const instead = overridden(this.override);
            if (this.draft.kind === "text" || instead) {
                this.#latest++;
                this.error = undefined;
                this.shown = { sends: instead ?? { text: this.draft.message }, missing: [] };
            } else {
                this.waiting = setTimeout(() => this.look(), PATIENCE);
            }
            this.findContent();
        }
    }

    async look() {
        const mine = ++this.#latest;
        if (!this.draft.template) {
            this.shown = undefined;
            return;
        }
        const path = `/v1/apps/${this.app}/templates/${encodeURIComponent(this.draft.template)}/preview`;
        const recipient = this.draft.to === "users" && this.draft.users[0];
        try {
            const shown = await this.ask(path, recipient || {});
            if (mine === this.#latest) {
                this.shown = shown;
                this.error = undefined;
                this.findContent();
            }
        } catch (error) {
            this.error = mine === this.#latest ? error : this.error;
        }
    }

    /** For somebody who is not known there is nothing of theirs to fill in. */
    async ask(path, recipient) {
        try {
            return await api.post(path, { data: this.data, recipient });
        } catch (error) {
            if (error.code === "unknown_reference" && typeof recipient === "string") {
                return this.ask(path, {});
            }
            throw error;
        }
    }

    /** The wording of approved content lies at the provider. */
    async findContent() {
        for (const sends of [this.shown?.sends, this.shown?.outsideWindow?.sends]) {
            if (sends?.contentSid && this.readOn && !this.contents?.[sends.contentSid]) {
                const found = await contentTemplate(this.app, this.readOn, sends.contentSid);
                this.contents = { ...this.contents, [sends.contentSid]: found ?? { name: "not found in the account" } };
                this.requestUpdate();
            }
        }
    }

    /** The channel that what is shown is read on. */
    get readOn() {
        return this.shown?.channel ?? this.channel;
    }

    render() {
        if (this.error) {
            return note("bad", this.error.message);
        }
        if (!this.shown) {
            return html`<div class="chat"><p class="muted">Choose a template to see what it says.</p></div>`;
        }
        const { sends, missing, outsideWindow } = this.shown;
        return html`
            <div aria-live="polite">
                ${this.message(sends, missing)}
                ${outsideWindow ? html`<h3>More than 24 hours after their last message</h3>
                    ${this.message(outsideWindow.sends, outsideWindow.missing)}` : nothing}
            </div>`;
    }

    message(sends, missing) {
        if (missing.length > 0) {
            return note("warn", html`<b>Nothing would be sent:</b> ${missing.map((name, i) => html`${i ? ", " : ""}<code>${name}</code>`)}
                ${missing.length === 1 ? "is" : "are"} missing. Give it below “Data”, or in the person's profile.`);
        }
        if (sends?.text !== undefined) {
            return bubble(sends.text || "…", { channel: this.readOn });
        }
        const content = this.contents?.[sends?.contentSid];
        return bubble(filled(content?.preview, sends?.contentVariables) ?? "Approved content of the provider", {
            channel: this.readOn, foot: html`Content template ${content?.name ?? nothing} <code>${sends?.contentSid}</code>
                ${content?.approval ? badge(content.approval === "approved" ? "good" : "warn", content.approval) : nothing}`,
        });
    }
}

customElements.define("t-message-preview", MessagePreview);
