/** The last steps of the first run: yourself as a user, a test message, and what becomes of it while it happens. */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { freeTextRule } from "../core/channels.js";
import { listen } from "../core/live.js";
import { stateBadge } from "./badge.js";
import { field } from "./field.js";
import { note } from "./states.js";
import "./moment.js";

const HELLO = "Hello from Tidings!";

class FirstMessage extends Element {
    static properties = {
        app: {}, provider: {}, user: { state: true }, profile: { state: true }, known: { state: true },
        message: { state: true }, sent: { state: true }, delivery: { state: true }, error: { state: true },
    };

    constructor() {
        super();
        this.user = "me";
        this.profile = {};
        this.message = HELLO;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    get api() {
        return api.as(this.app);
    }

    async attempt(event, what) {
        event.preventDefault();
        try {
            await what();
            this.error = undefined;
        } catch (error) {
            this.error = error;
        }
    }

    add(event) {
        return this.attempt(event, async () => {
            await this.api.put(`/v3/users/${encodeURIComponent(this.user)}`, this.profile);
            this.known = true;
        });
    }

    send(event) {
        return this.attempt(event, async () => {
            this.stop?.();
            // Heard from before it is sent, so that nothing is missed.
            this.stop = listen(this.app, change => change.requestId === this.sent && this.look(),
                () => this.sent && this.look());
            const { requestId } = await this.api.post("/v3/notifications", {
                notification: { message: this.message },
                sendTo: { recipients: [this.user] },
            });
            this.sent = requestId;
            await this.look();
        });
    }

    async look() {
        try {
            const { deliveries } = await this.api.get(`/v3/notifications/${this.sent}`);
            if (deliveries.length > 0) {
                this.delivery = await this.api.get(`/v3/deliveries/${deliveries[0].id}`);
            }
        } catch (error) {
            this.error = error;
        }
    }

    render() {
        return html`<ol class="guide">
            ${this.step(3, "Add yourself", this.known, this.yourself())}
            ${this.step(4, "Send a test", this.sent, this.known ? this.test() : nothing)}
            ${this.step(5, "See it arrive", ["delivered", "seen"].includes(this.delivery?.state), this.arrival())}
        </ol>`;
    }

    step(number, title, done, content) {
        return html`
            <li class="guide-step ${done ? "is-done" : ""}">
                <h2><span class="guide-number" aria-hidden="true">${done ? "✓" : number}</span> ${title}
                    ${done ? html`<span class="unseen">(done)</span>` : nothing}</h2>
                <div class="guide-content">${content}</div>
            </li>`;
    }

    yourself() {
        return html`
            <form class="form" @submit=${this.add}>
                ${this.error && !this.known ? note("bad", this.error.message) : nothing}
                ${field({
                    name: "user", label: "Identifier", required: true, value: this.user, onInput: value => this.user = value,
                    help: "As your own product calls this person: an e-mail address, a number, anything.",
                })}
                ${this.provider.profileProperties.map(({ path, help }) => field({
                    name: path, label: path, required: true, value: this.profile[path] ?? "", help,
                    onInput: value => this.profile = { ...this.profile, [path]: value },
                }))}
                <div class="actions"><button class=${this.known ? "" : "primary"}>
                    ${this.known ? "Change" : "Add"}</button></div>
            </form>`;
    }

    test() {
        const rule = freeTextRule(this.provider.channel);
        return html`
            <form class="form" @submit=${this.send}>
                ${this.error ? note("bad", this.error.message) : nothing}
                ${field({
                    name: "message", label: "Message", type: "textarea", required: true, value: this.message,
                    help: rule && `${rule} Write anything to your sender first.`,
                    onInput: value => this.message = value,
                })}
                <div class="actions"><button class=${this.sent ? "" : "primary"}>
                    ${this.sent ? "Send again" : "Send"}</button></div>
            </form>`;
    }

    arrival() {
        if (!this.delivery) {
            return nothing;
        }
        const { state, timeline, explanation } = this.delivery;
        return html`
            <div aria-live="polite">${stateBadge(state)}
                ${state === "seen" ? html`<b>It arrived and was read.</b>` : nothing}</div>
            ${state === "discarded" && explanation ? note("bad", html`${explanation.message}
                ${explanation.link ? html`<a href=${explanation.link} rel="noreferrer" target="_blank">Read more</a>`
                    : nothing}`) : nothing}
            <ol class="timeline">${timeline.map(entry => html`
                <li>${stateBadge(entry.state)} <span>${entry.detail}</span> <t-moment at=${entry.at}></t-moment></li>`)}
            </ol>`;
    }
}

customElements.define("t-first-message", FirstMessage);
