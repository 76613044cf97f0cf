/** What an app says again and again. */
import { html, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { channelName } from "../core/channels.js";
import { Loading } from "../core/loading.js";
import { href } from "../core/router.js";
import { emptyState } from "../components/states.js";
import { toast } from "../components/toasts.js";
import "../components/moment.js";

class Templates extends Element {
    static properties = { params: {}, query: {} };

    templates = new Loading(this, () => this.fetch());

    willUpdate(changed) {
        if (changed.has("params")) {
            this.templates.value = undefined;
            this.templates.load();
        }
    }

    fetch(cursor) {
        return api.get(`/v1/apps/${this.params.app}/templates`, { cursor });
    }

    async more({ templates, nextCursor }) {
        try {
            const next = await this.fetch(nextCursor);
            this.templates.set({ ...next, templates: [...templates, ...next.templates] });
        } catch (error) {
            toast(error);
        }
    }

    render() {
        const creation = html`<a class="button primary heading-end" href=${href("/apps/:app/new-template", this.params)}
            >New template</a>`;
        return html`
            <div class="heading"><h1>Templates</h1> ${creation}</div>
            ${this.templates.show(found => found.templates.length === 0
                ? emptyState("No templates yet", "What you say again and again: with places that each notification fills in, and what"
                    + " the channel approves for outside of the 24-hour window.")
                : this.list(found))}`;
    }

    list(found) {
        return html`
            <div class="table scroll"><table class="list">
                <thead><tr><th scope="col">Identifier</th><th scope="col">Name</th><th scope="col">It says</th>
                    <th scope="col" class="number">Changed</th></tr></thead>
                <tbody>${repeat(found.templates, ({ id }) => id, template => this.template(template))}</tbody>
            </table></div>
            ${found.nextCursor ? html`<div class="actions"><button type="button" @click=${() => this.more(found)}>Show more</button></div>`
                : nothing}`;
    }

    template({ identifier, name, contents, updatedAt }) {
        return html`
            <tr>
                <th scope="row"><a class="row-link" href=${href("/apps/:app/templates/:template",
                    { app: this.params.app, template: identifier })}>${identifier}</a></th>
                <td>${name === identifier ? nothing : name}</td>
                <td class="wide">${Object.entries(contents).map(([channel, content]) =>
                    `${channelName(channel)}: ${content.text ?? `content template ${content.contentSid}`}`).join(" · ")}</td>
                <td class="number"><t-moment at=${updatedAt} ago still></t-moment></td>
            </tr>`;
    }
}

customElements.define("t-templates", Templates);
