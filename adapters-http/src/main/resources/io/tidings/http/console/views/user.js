/** One person: their profile, whether they want messages, and what was sent to them. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { DeliveryList } from "../core/delivery-list.js";
import { listen } from "../core/live.js";
import { Loading } from "../core/loading.js";
import { go, href } from "../core/router.js";
import { confirmed } from "../components/confirm.js";
import { deliveryTable } from "../components/delivery-table.js";
import { emptyState, loadingState } from "../components/states.js";
import { toast } from "../components/toasts.js";
import "../components/consent.js";
import "../components/profile-form.js";

class User extends Element {
    static properties = { params: {}, query: {} };

    loaded = new Loading(this, async () => ({
        user: this.params.user && await api.get(`/v1/apps/${this.params.app}/users/${encodeURIComponent(this.params.user)}/profile`),
        providers: (await api.get("/v1/providers")).providers,
    }));

    willUpdate(changed) {
        if (changed.has("params")) {
            this.loaded.load();
            this.stop?.();
            if (this.params.user) {
                this.list = new DeliveryList(this, cursor => this.fetch(cursor));
                this.list.load();
                this.stop = listen(this.params.app,
                    change => change.user === this.params.user && this.list.happened(change, () => true),
                    () => this.list.refresh(() => true));
            }
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    async fetch(cursor) {
        const { logs, nextCursor } = await api.get(`/v1/apps/${this.params.app}/logs`, { user: this.params.user, cursor });
        return { rows: logs, nextCursor };
    }

    get users() {
        return href("/apps/:app/users", this.params);
    }

    saved({ detail: user }) {
        toast("Saved.");
        if (this.params.user) {
            this.loaded.set({ ...this.loaded.value, user });
        } else if (this.isConnected) {
            go(href("/apps/:app/users/:user", { app: this.params.app, user: user.identifier }), { replace: true });
        }
    }

    async removeForGood() {
        const { user, app } = this.params;
        if (await confirmed(`Remove ${user}?`, "Their profile and subscriptions go. What was sent to them stays in the list"
            + " of deliveries, under their identifier.", "Remove")) {
            try {
                await api.as(app).delete(`/v3/users/${encodeURIComponent(user)}`);
                toast(`${user} is removed.`);
                go(this.users);
            } catch (error) {
                toast(error);
            }
        }
    }

    render() {
        return html`
            <nav class="crumbs" aria-label="Breadcrumb"><a href=${this.users}>Users</a></nav>
            <div class="heading"><h1>${this.params.user ?? "Add a user"}</h1></div>
            ${this.loaded.show(({ user, providers }) => html`
                <div class=${user ? "columns" : ""}>
                    <section class="card" aria-labelledby="profile">
                        <h2 id="profile">Profile</h2>
                        <t-profile-form .app=${this.params.app} .user=${user} .providers=${providers}
                            @saved=${this.saved}></t-profile-form>
                    </section>
                    ${user ? this.beside(user, providers) : nothing}
                </div>
                ${user ? this.deliveries() : nothing}`)}`;
    }

    beside(user, providers) {
        return html`
            <div>
                <section class="card" aria-labelledby="consent">
                    <h2 id="consent">Messages to them</h2>
                    <t-consent .app=${this.params.app} .user=${user} .providers=${providers}></t-consent>
                </section>
                <div class="actions">
                    <button type="button" class="danger" @click=${this.removeForGood}>Remove the user</button>
                </div>
            </div>`;
    }

    deliveries() {
        const { list } = this;
        return html`
            <section aria-labelledby="deliveries">
                <h2 id="deliveries">Deliveries</h2>
                ${list.loading ? loadingState() : list.rows.length === 0 && !list.error
                    ? emptyState("Nothing was sent to them yet", "What is sent to them appears here.")
                    : deliveryTable({ app: this.params.app, list, label: "Deliveries", moment: ["Accepted", "createdAt"] })}
            </section>`;
    }
}

customElements.define("t-user", User);
