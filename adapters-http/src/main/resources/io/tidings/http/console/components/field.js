/**
 * A field of a form, with its label, help and error where everybody finds them.
 *
 *     ${field({name: "name", label: "Name", value: this.name, onInput: value => this.name = value, error})}
 */
import { html, live, nothing } from "../lit.js";

/**
 * @param options name, label, value, onInput; and if you like help, error, type ("text", "password", "number",
 *                "textarea", "datetime-local"), required, placeholder, choices (a list of values, or of {value, label}), list
 *                (values that are suggested), attributes of numbers (min, max), autocomplete, mono, kept (it has a value
 *                that is not shown)
 */
export function field(options) {
    const { name, label, help, error, required = false } = options;
    const described = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(" ");
    return html`
        <div class="field ${error ? "field-wrong" : ""}">
            <label for=${name}>${label}${required || options.kept ? nothing : html`<span class="optional">optional</span>`}</label>
            ${control(options, described)}
            ${help ? html`<p class="help" id="${name}-help">${help}</p>` : nothing}
            <p class="error" id="${name}-error" aria-live="polite">${error ?? nothing}</p>
        </div>`;
}

function control(options, described) {
    const { name, value = "", onInput, error, type = "text", required = false, placeholder, choices, list, min,
        max, autocomplete = "off", mono } = options;
    const say = event => onInput(event.target.value);
    if (choices) {
        return html`
            <select id=${name} name=${name} aria-describedby=${described || nothing} @change=${say}>
                ${choices.map(choice => html`
                    <option value=${choice.value ?? choice} .selected=${live((choice.value ?? choice) === value)}
                        >${choice.label ?? choice}</option>`)}
            </select>`;
    }
    if (type === "textarea") {
        return html`
            <textarea id=${name} name=${name} rows="4" class=${mono ? "mono" : ""} .value=${live(value)}
                aria-describedby=${described || nothing} aria-invalid=${error ? "true" : "false"}
                placeholder=${placeholder ?? nothing} ?required=${required} @input=${say}></textarea>`;
    }
    return html`
        <input id=${name} name=${name} type=${type} class=${mono ? "mono" : ""} .value=${live(String(value))}
            aria-describedby=${described || nothing} aria-invalid=${error ? "true" : "false"}
            placeholder=${placeholder ?? nothing} ?required=${required} autocomplete=${autocomplete} spellcheck="false"
            min=${min ?? nothing} max=${max ?? nothing} list=${list ? `${name}-list` : nothing} @input=${say}>
        ${list ? html`<datalist id="${name}-list">${list.map(known => html`<option value=${known}></option>`)}</datalist>`
            : nothing}`;
}
