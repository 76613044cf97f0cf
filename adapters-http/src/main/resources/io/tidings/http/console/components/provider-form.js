/**
 * The form of any provider, made of its descriptor alone:
 *
 *     <t-provider-form .app=${appId} .provider=${descriptor} .instance=${instance} @saved=…></t-provider-form>
 *
 * Without an instance it sets a new one up. Secrets come back from the server as a mask, and are sent only when somebody
 * types one. The event `saved` carries the instance.
 */
import { html, nothing } from "../lit.js";
import { Element } from "../core/element.js";
import { api } from "../core/api.js";
import { field } from "./field.js";
import { note } from "./states.js";

const MASK = "********";

/** What is wrong with a value, by the descriptor's own rule; undefined when nothing is. */
export function problem(setting, value) {
    const rule = setting.constraint;
    if (value === "") {
        return undefined;
    }
    switch (rule.kind) {
        case "text":
            return value.length > rule.maxLength ? `must have at most ${rule.maxLength} characters` : undefined;
        case "pattern":
            return matches(rule.regex, value) ? undefined : rule.says;
        default:
            return undefined;
    }
}

/** A rule that this browser cannot read is left to the server. */
function matches(regex, value) {
    try {
        return new RegExp(`^(?:${regex})$`, "u").test(value);
    } catch {
        return true;
    }
}

class ProviderForm extends Element {
    static properties = {
        app: {}, provider: {}, instance: {}, values: { state: true }, error: { state: true }, busy: { state: true },
        limits: { state: true }, refused: { state: true },
    };

    willUpdate(changed) {
        if (changed.has("instance") || changed.has("provider")) {
            this.values = Object.fromEntries(this.provider.settings.map(setting => [setting.key, this.shown(setting)]));
            this.limits = {
                name: this.instance?.name ?? this.provider.name,
                concurrency: this.instance?.concurrency ?? "", messagesPerSecond: this.instance?.messagesPerSecond ?? "",
            };
        }
    }

    shown(setting) {
        const kept = this.instance?.settings[setting.key] ?? "";
        return kept === MASK ? "" : kept;
    }

    kept(setting) {
        return this.instance?.settings[setting.key] === MASK;
    }

    /** Only what differs from what is kept; an empty text takes a value away. */
    draft() {
        const settings = {};
        for (const setting of this.provider.settings) {
            const value = this.values[setting.key].trim();
            if (value !== this.shown(setting)) {
                settings[setting.key] = value;
            }
        }
        const draft = { name: this.limits.name.trim(), settings };
        for (const limit of ["concurrency", "messagesPerSecond"]) {
            if (this.limits[limit] !== "") {
                draft[limit] = Number(this.limits[limit]);
            }
        }
        return draft;
    }

    get path() {
        return `/v1/apps/${this.app}/channels/${this.provider.channel}/providerInstances`;
    }

    async submit(event) {
        event.preventDefault();
        const wrong = this.provider.settings.find(setting => problem(setting, this.values[setting.key].trim()));
        if (wrong) {
            this.querySelector(`#${wrong.key}`).focus();
            return;
        }
        this.busy = true;
        try {
            const saved = this.instance
                ? await api.patch(`${this.path}/${this.instance.id}`, this.draft())
                : await api.post(this.path, { provider: this.provider.id, ...this.draft() });
            this.error = undefined;
            this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
        } catch (error) {
            this.error = error;
            this.refused = this.values;
            await this.updateComplete;
            this.querySelector("[aria-invalid=true], .note-bad")?.focus();
        } finally {
            this.busy = false;
        }
    }

    /** What the server says of the value, until it is another one. The help above need not be said twice. */
    refusal({ key, required }) {
        const said = this.values[key] === this.refused?.[key] ? this.error?.ofField(`settings.${key}`) : undefined;
        return said && required && this.values[key].trim() === "" ? "is required" : said;
    }

    setting(setting) {
        const value = this.values[setting.key];
        return field({
            name: setting.key,
            label: setting.label,
            help: setting.help,
            value,
            type: setting.secret ? "password" : "text",
            autocomplete: setting.secret ? "new-password" : "off",
            mono: true,
            required: setting.required && !this.kept(setting),
            kept: setting.required && this.kept(setting),
            placeholder: this.kept(setting) ? "•••••••• kept; type to replace it" : setting.constraint.example,
            choices: setting.constraint.kind === "choice" ? choices(setting) : undefined,
            error: problem(setting, value.trim()) ?? this.refusal(setting),
            onInput: typed => this.values = { ...this.values, [setting.key]: typed },
        });
    }

    limit(name, label, help, more = {}) {
        return field({
            name, label, help, value: this.limits[name], error: this.error?.ofField(name),
            onInput: typed => this.limits = { ...this.limits, [name]: typed }, ...more,
        });
    }

    render() {
        const unplaced = this.error && this.error.errors.length === 0;
        return html`
            <form class="form" @submit=${this.submit} novalidate>
                ${unplaced ? note("bad", this.error.message) : nothing}
                ${this.provider.settings.map(setting => this.setting(setting))}
                <details>
                    <summary>Name, rate limit and concurrency</summary>
                    ${this.limit("name", "Name", "For you, to tell several apart.", { required: true })}
                    <div class="pair">
                        ${this.limit("messagesPerSecond", "Messages a second",
                            "All servers together send no faster than this.", { type: "number", min: 1, max: 10000 })}
                        ${this.limit("concurrency", "Concurrency",
                            "How many requests each server has under way at once.", { type: "number", min: 1, max: 1000 })}
                    </div>
                </details>
                <div class="actions">
                    <button class="primary" ?disabled=${this.busy}>
                        ${this.instance ? "Save" : `Enable ${this.provider.name}`}</button>
                </div>
            </form>`;
    }
}

function choices(setting) {
    const none = setting.required ? [] : [{ value: "", label: "(none)" }];
    return [...none, ...setting.constraint.values];
}

customElements.define("t-provider-form", ProviderForm);
