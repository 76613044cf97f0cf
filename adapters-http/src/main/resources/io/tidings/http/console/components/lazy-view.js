/** A view that is loaded when somebody first goes there: `${lazyView(at)}`, where `at` is a place of the router. */
import { html } from "../lit.js";
import { html as staticHtml, unsafeStatic } from "../lib/lit-html/static.js";
import { Element } from "../core/element.js";
import { errorState, loadingState } from "./states.js";

class View extends Element {
    static properties = { at: {}, failed: { state: true } };

    willUpdate(changed) {
        if (changed.has("at") && changed.get("at")?.view !== this.at.view) {
            this.failed = undefined;
            this.load();
        }
    }

    async load() {
        const { view } = this.at;
        try {
            await view.load();
            this.requestUpdate();
        } catch {
            this.failed = view === this.at.view;
        }
    }

    render() {
        const { view, params, query } = this.at;
        if (customElements.get(view.tag)) {
            const tag = unsafeStatic(view.tag);
            return staticHtml`<${tag} .params=${params} .query=${query}></${tag}>`;
        }
        return this.failed ? errorState(GONE, () => location.reload()) : loadingState();
    }
}

/** The files of another build are gone: then the page itself is old. */
const GONE = {
    message: "This page could not be loaded. Check your network; if the server was updated meanwhile, trying again"
        + " loads the new console.",
};

customElements.define("t-view", View);

export function lazyView(at) {
    return html`<t-view .at=${at}></t-view>`;
}
