/** The console around its views: signing in, navigation, the app that is looked at, keyboard, and where to look next. */
import { html, live, nothing } from "./lit.js";
import { Element } from "./core/element.js";
import { api, signedOut } from "./core/api.js";
import { apps } from "./core/apps.js";
import { go, href, place } from "./core/router.js";
import { keys } from "./core/keys.js";
import { connection } from "./core/live.js";
import { emptyState, errorState, loadingState } from "./components/states.js";
import { lazyView } from "./components/lazy-view.js";
import views from "./views/index.js";
import "./components/confirm.js";
import "./components/toasts.js";
import "./help.js";
import "./sign-in.js";

class Console extends Element {
    static properties = {
        session: { state: true }, failed: { state: true }, at: { state: true }, open: { state: true },
        online: { state: true },
    };

    constructor() {
        super();
        this.online = true;
        this.at = place();
        addEventListener("hashchange", () => this.arrive());
        addEventListener("online", () => this.online = true);
        addEventListener("offline", () => this.online = false);
        connection.addEventListener("connection", event => this.online = event.detail && navigator.onLine);
        signedOut.addEventListener("signedout", () => this.session = false);
        apps.addEventListener("change", () => this.requestUpdate());
        keys(this, views);
        this.begin();
    }

    /** Is there a session, and what apps are there? */
    async begin() {
        this.failed = undefined;
        try {
            await api.get("/v1/session");
            await apps.load();
            this.session = true;
            this.leadOn();
        } catch (error) {
            if (error.status !== 401) {
                this.failed = error;
            }
        }
    }

    arrive() {
        const before = this.at?.path;
        this.at = place();
        this.open = false;
        this.leadOn();
        if (this.at?.path !== before) {
            this.updateComplete.then(() => this.focusHeading());
        }
    }

    /** Whoever comes to a new page is told so: its heading gets the focus, as a page that is loaded would begin anew. */
    focusHeading() {
        scrollTo(0, 0);
        this.querySelector("main")?.focus({ preventScroll: true });
    }

    /** The bare address leads to the app that was looked at last, or to the first steps. */
    leadOn() {
        if (this.session && (!location.hash || location.hash === "#/")) {
            const app = apps.last;
            const first = views.find(view => view.nav);
            go(app ? href(first.path, { app: app.appId }) : "#/start", { replace: true });
        }
        if (this.at?.params.app) {
            apps.remember(this.at.params.app);
        }
    }

    async signOut() {
        try {
            await api.delete("/v1/session");
        } finally {
            this.session = false;
        }
    }

    get app() {
        return this.at?.params.app ?? apps.last?.appId;
    }

    render() {
        document.title = this.session && this.at ? `${this.at.view.title} · Tidings` : "Tidings";
        if (this.failed) {
            return html`<main class="alone">${errorState(this.failed, () => this.begin())}</main>`;
        }
        if (this.session === undefined) {
            return html`<main class="alone">${loadingState()}</main>`;
        }
        if (!this.session) {
            return html`<t-sign-in @signedin=${() => this.begin()}></t-sign-in>`;
        }
        return html`
            <a class="skip" href="#main" @click=${this.skip}>Skip to the page</a>
            ${this.side()}
            <main id="main" tabindex="-1">
                ${this.online ? nothing : html`
                    <p class="offline" role="status">No connection. What you see may be out of date; it goes on by
                        itself.</p>`}
                ${this.view()}
            </main>
            <t-toasts></t-toasts>
            <t-confirm></t-confirm>
            <t-help></t-help>`;
    }

    skip(event) {
        event.preventDefault();
        document.querySelector("main").focus();
    }

    side() {
        return html`
            <header class="side">
                <div class="brand">
                    <a href="#/">Tidings</a>
                    <button type="button" class="menu quiet" aria-expanded=${this.open ? "true" : "false"}
                        aria-controls="navigation" @click=${() => this.open = !this.open}>Menu</button>
                </div>
                <div id="navigation" class="side-content ${this.open ? "is-open" : ""}">
                    ${this.switcher()}
                    <nav aria-label="Main">${views.filter(view => view.nav && this.app).map(view => this.link(view))}</nav>
                    <div class="side-end">
                        <a href="docs">API documentation</a>
                        <button type="button" class="quiet" @click=${() => this.querySelector("t-help").open()}>
                            Keyboard <kbd>?</kbd></button>
                        <button type="button" class="quiet" @click=${this.signOut}>Sign out</button>
                    </div>
                </div>
            </header>`;
    }

    switcher() {
        if (!apps.all?.length) {
            return nothing;
        }
        return html`
            <div class="switcher">
                <label for="app">App</label>
                <select id="app" @change=${event => this.changeTo(event.target.value)}>
                    ${apps.all.map(app => html`
                        <option value=${app.appId} .selected=${live(app.appId === this.app)}>${app.name}</option>`)}
                    <option value="">New app…</option>
                </select>
            </div>`;
    }

    /** The same view of the other app, where it has one. */
    changeTo(app) {
        if (!app) {
            go("#/start");
            this.requestUpdate();
            return;
        }
        const here = this.at?.view.nav ? this.at.view.path : this.at?.view.under;
        go(href(here?.includes(":app") ? here : views.find(view => view.nav).path, { app }));
    }

    link(view) {
        const current = this.at && (this.at.view === view || this.at.view.under === view.path);
        return html`<a href=${href(view.path, { app: this.app })} aria-current=${current ? "page" : nothing}
            @pointerenter=${() => view.load().catch(() => undefined)}>${view.nav.label}</a>`;
    }

    view() {
        const known = this.at && (!this.at.params.app || apps.find(this.at.params.app));
        if (!known) {
            return emptyState("There is nothing here", "The address leads nowhere, or what it led to is gone.",
                html`<a class="button" href="#/">Go to the beginning</a>`);
        }
        return lazyView(this.at);
    }
}

customElements.define("t-console", Console);
