import { LitElement } from "../lit.js";

/**
 * What every component of the console is: a Lit element whose content stands in the page itself, so that one stylesheet
 * serves all, labels reach their fields, and the page reads as one document to whoever cannot see it.
 *
 * Reactive properties are declared as Lit wants them: `static properties = {at: {}}`; those of the component's own with
 * `{state: true}`.
 */
export class Element extends LitElement {
    createRenderRoot() {
        return this;
    }
}
