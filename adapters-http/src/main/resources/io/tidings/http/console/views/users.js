/** The people whom an app knows, found by how their identifiers begin. */
import { html, live, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { count } from "../core/format.js";
import { Loading } from "../core/loading.js";
import { href, setQuery } from "../core/router.js";
import { emptyState } from "../components/states.js";
import "../components/moment.js";

const PAGE = 50;
const PATIENCE = 250;

class Users extends Element {
    static properties = { params: {}, query: {}, beginning: { state: true }, page: { state: true } };

    users = new Loading(this, () => api.get(`/v1/apps/${this.params.app}/users`,
        { identifier: this.beginning, pageNo: this.page, limit: PAGE }));

    willUpdate(changed) {
        if (changed.has("params") || changed.has("query")) {
            this.beginning = this.query.get("identifier") ?? "";
            this.page = Math.max(1, Number(this.query.get("page")) || 1);
            if (changed.get("params")?.app !== this.params.app) {
                this.users.value = undefined;
            }
            this.users.load();
        }
    }

    search(beginning) {
        this.beginning = beginning;
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.turn(1), PATIENCE);
    }

    turn(page) {
        this.page = page;
        setQuery({ identifier: this.beginning, page: page > 1 ? page : "" });
        this.users.load();
    }

    render() {
        return html`
            <div class="heading">
                <h1>Users</h1>
                <a class="button primary heading-end" href=${href("/apps/:app/new-user", this.params)}>Add a user</a>
            </div>
            <div class="search">
                <label class="unseen" for="search">Identifier begins with</label>
                <input id="search" type="search" data-search autocomplete="off" spellcheck="false"
                    placeholder="Identifier begins with…" .value=${live(this.beginning)}
                    @input=${event => this.search(event.target.value.trim())}>
            </div>
            ${this.users.show(found => found.total === 0 ? this.nobody() : this.list(found))}`;
    }

    nobody() {
        return this.beginning
            ? emptyState("Nobody is called so", `No identifier begins with “${this.beginning}”.`)
            : emptyState("Nobody is known yet", "Your backend tells who they are, along with a notification or before; or add one"
                + " by hand.");
    }

    list({ users, total }) {
        const first = (this.page - 1) * PAGE;
        return html`
            <div class="table scroll"><table class="list">
                <thead><tr><th scope="col">Identifier</th><th scope="col">Phone number</th><th scope="col">Name</th>
                    <th scope="col" class="number">Changed</th></tr></thead>
                <tbody>${repeat(users, ({ identifier }) => identifier, user => this.user(user))}</tbody>
            </table></div>
            <nav class="pager" aria-label="Pages">
                <span>${users.length === 0 ? "Nothing on this page" : `${count(first + 1)} – ${count(first + users.length)}`} of ${count(total)}</span>
                <button type="button" ?disabled=${this.page === 1} @click=${() => this.turn(this.page - 1)}>Previous</button>
                <button type="button" ?disabled=${first + users.length >= total}
                    @click=${() => this.turn(this.page + 1)}>Next</button>
            </nav>`;
    }

    user({ identifier, profile, updatedAt }) {
        return html`
            <tr>
                <th scope="row"><a class="row-link" href=${href("/apps/:app/users/:user",
                    { app: this.params.app, user: identifier })}>${identifier}</a></th>
                <td>${text(profile.phoneNumber)}</td>
                <td>${[profile.firstName, profile.lastName].filter(Boolean).map(text).join(" ") || text(profile.name)}</td>
                <td class="number"><t-moment at=${updatedAt} ago still></t-moment></td>
            </tr>`;
    }
}

/** Properties are free: where a text is usual there may be anything. */
function text(value) {
    return value === undefined || value === null ? nothing : String(value);
}

customElements.define("t-users", Users);
