/** What we use of Lit, in one place. */
export { LitElement, html, nothing, svg } from "./lib/lit-element/lit-element.js";
export { repeat } from "./lib/lit-html/directives/repeat.js";
export { live } from "./lib/lit-html/directives/live.js";
