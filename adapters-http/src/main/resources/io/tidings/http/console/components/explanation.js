/** Why a delivery stands where it stands, what to do, and where more is to be read; nothing where all is well. */
import { html, nothing } from "../lit.js";

export function explanation(delivery, provider) {
    const { state, held, stale, explanation: why } = delivery;
    if (!why && !held && !stale) {
        return nothing;
    }
    const [kind, title] = held ? ["warn", "Held: you decide"]
        : stale ? ["warn", "Stale: no report is expected any more"]
            : state === "discarded" ? ["bad", "Why it was discarded"] : ["info", "Why it waits"];
    return html`
        <section class="note note-${kind} why" aria-labelledby="why">
            <h2 id="why">${title}</h2>
            ${why ? html`
                <p>${why.message}</p>
                <p class="why-more"><code>${why.code}</code>
                    ${why.link
                        ? html`<a href=${why.link} rel="noreferrer" target="_blank">${provider} about ${why.code}</a>`
                        : html`<a href="docs/errors#explanation-${why.code}" target="_blank">What the code means</a>`}</p>`
                : nothing}
            ${held ? html`<p>Ask the person, or look into the provider's console. <b>Send again</b> risks that it arrives
                twice; <b>Discard</b> risks that it does not arrive at all.</p>` : nothing}
            ${stale && !why ? html`<p>The provider took it long ago and has reported nothing since. Should a report come,
                it counts.</p>` : nothing}
        </section>`;
}
