/**
 * What deliveries are searched by. `query` is as the address has it: state (several, as "sent,seen"), user, phone, when
 * (or from and to), reached, category, code, provider. The event `change` carries the new one.
 */
import { html, live, nothing, repeat } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { count, fromInput, toInput } from "../core/format.js";

const STATES = ["queued", "sending", "sent", "delivered", "seen", "discarded"];
/** What can wait, where there is little room. */
const FURTHER = ["reached", "category", "code", "provider"];
const MILESTONES = ["sent", "delivered", "seen"];
const PATIENCE = 350;

/** Times that move with the clock, in milliseconds. */
export const SPANS = {
    "1h": ["Last hour", 3_600_000], "24h": ["Last 24 hours", 86_400_000], "7d": ["Last 7 days", 7 * 86_400_000],
    "30d": ["Last 30 days", 30 * 86_400_000],
};

/** Too few digits would fit too many people; the API wants these, too. */
const DIGITS = /^\d{4,15}$/;

class DeliveryFilters extends Element {
    static properties = { app: {}, query: {}, typed: { state: true }, own: { state: true }, hints: { state: true },
        open: { state: true } };

    constructor() {
        super();
        this.hints = { categories: [], codes: [], providers: [], users: [] };
    }

    willUpdate(changed) {
        if (changed.has("app")) {
            this.loadHints();
        }
        if (changed.has("query")) {
            this.own = Boolean(this.query.from || this.query.to);
            this.typed = { ...this.query };
        }
    }

    /** What there is to choose from. Without it all can still be typed. */
    async loadHints() {
        const week = new Date(Date.now() - SPANS["7d"][1]).toISOString();
        const [categories, stats, providers] = await Promise.allSettled([
            api.as(this.app).get("/v3/categories"),
            api.get(`/v1/apps/${this.app}/stats`, { from: week, interval: "day" }),
            api.get("/v1/providers"),
        ]);
        this.hints = {
            ...this.hints, categories: categories.value?.categories ?? [], codes: stats.value?.explanations ?? [],
            providers: providers.value?.providers ?? [],
        };
    }

    async suggestUsers(identifier) {
        try {
            const { users } = await api.get(`/v1/apps/${this.app}/users`, { identifier, limit: 10 });
            this.hints = { ...this.hints, users };
        } catch {
            // A help that is missing is no error.
        }
    }

    set(more) {
        clearTimeout(this.typing);
        const query = Object.fromEntries(Object.entries({ ...this.query, ...more }).filter(([, value]) => value));
        this.dispatchEvent(new CustomEvent("change", { detail: query }));
    }

    /** While somebody types, not each letter is searched for. */
    soon(more) {
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.set(more), PATIENCE);
    }

    type(name, typed) {
        this.typed = { ...this.typed, [name]: typed };
        const value = name === "phone" ? typed.replace(/\D/g, "") : typed.trim();
        if (name === "user" && value) {
            this.suggestUsers(value);
        }
        if (!this.problem(name)) {
            this.soon({ [name]: value });
        }
    }

    problem(name) {
        const digits = this.typed.phone?.replace(/\D/g, "");
        return name === "phone" && digits && !DIGITS.test(digits) ? "4 to 15 digits" : undefined;
    }

    when(choice) {
        this.own = choice === "own";
        if (!this.own) {
            this.set({ when: choice, from: "", to: "" });
        }
    }

    render() {
        const further = FURTHER.filter(name => this.query[name]).length;
        return html`
            <div class="chips" role="group" aria-label="State">
                <button type="button" class="chip" aria-pressed=${this.query.state ? "false" : "true"}
                    @click=${() => this.set({ state: "" })}>All</button>
                ${STATES.map(state => this.chip(state))}
            </div>
            <div class="filters ${this.open ? "is-open" : ""}">
                ${this.text("user", "User", {
                    search: true, placeholder: "identifier", list: this.hints.users.map(user => [user.identifier]),
                })}
                ${this.text("phone", "Number ends in", { placeholder: "0100" })}
                ${this.choice("when", "Accepted", this.own ? "own" : this.query.when ?? "", [["", "Any time"],
                    ...Object.entries(SPANS).map(([span, [label]]) => [span, label]), ["own", "From … to …"]],
                    value => this.when(value))}
                <button type="button" class="filters-more" aria-expanded=${this.open ? "true" : "false"}
                    @click=${() => this.open = !this.open}
                    >More filters${further === 0 ? nothing : ` (${further})`}</button>
                ${this.choice("reached", "Came as far as", this.query.reached ?? "", [["", "Any"], ...MILESTONES.map(it => [it, capital(it)])],
                    value => this.set({ reached: value }))}
                ${this.text("category", "Category", {
                    list: this.hints.categories.map(category => [category.identifier]),
                })}
                ${this.text("code", "Explanation", {
                    placeholder: "code", list: this.hints.codes.map(code => [code.code, `${count(code.count)} in 7 days`]),
                })}
                ${this.choice("provider", "Provider", this.query.provider ?? "",
                    [["", "Any"], ...this.hints.providers.map(provider => [provider.id, provider.name])],
                    value => this.set({ provider: value }))}
                ${this.own ? html`${this.moment("from", "From")}${this.moment("to", "To")}` : nothing}
            </div>`;
    }

    /** Several may be chosen; then any of them fits. */
    chip(state) {
        const chosen = this.query.state?.split(",") ?? [];
        const toggled = STATES.filter(other => chosen.includes(other) !== (other === state));
        return html`<button type="button" class="chip" aria-pressed=${chosen.includes(state) ? "true" : "false"}
            @click=${() => this.set({ state: toggled.length === STATES.length ? "" : toggled.join(",") })}>${capital(state)}</button>`;
    }

    text(name, label, { placeholder = "any", list, search = false }) {
        const error = this.problem(name);
        return html`
            <div class="filter ${FURTHER.includes(name) ? "filter-further" : ""}">
                <label for="filter-${name}">${label}</label>
                <input id="filter-${name}" type="text" autocomplete="off" spellcheck="false" placeholder=${placeholder}
                    .value=${live(this.typed[name] ?? "")}
                    list=${list ? `filter-${name}-list` : nothing} ?data-search=${search}
                    aria-invalid=${error ? "true" : "false"} aria-describedby=${error ? `filter-${name}-error` : nothing}
                    @input=${event => this.type(name, event.target.value)}>
                ${list ? html`<datalist id="filter-${name}-list">${repeat(list, ([value]) => value, ([value, more]) => html`
                    <option value=${value}>${more ?? nothing}</option>`)}</datalist>` : nothing}
                ${error ? html`<p class="error" id="filter-${name}-error">${error}</p>` : nothing}
            </div>`;
    }

    choice(name, label, chosen, choices, onChoice) {
        return html`
            <div class="filter ${FURTHER.includes(name) ? "filter-further" : ""}">
                <label for="filter-${name}">${label}</label>
                <select id="filter-${name}" @change=${event => onChoice(event.target.value)}>
                    ${choices.map(([value, words]) => html`
                        <option value=${value} .selected=${live(value === chosen)}>${words}</option>`)}
                </select>
            </div>`;
    }

    moment(name, label) {
        return html`
            <div class="filter">
                <label for="filter-${name}">${label}</label>
                <input id="filter-${name}" type="datetime-local" .value=${live(toInput(this.query[name]))}
                    @change=${event => this.set({ when: "", [name]: fromInput(event.target.value) })}>
            </div>`;
    }
}

function capital(word) {
    return word[0].toUpperCase() + word.slice(1);
}

customElements.define("t-delivery-filters", DeliveryFilters);
