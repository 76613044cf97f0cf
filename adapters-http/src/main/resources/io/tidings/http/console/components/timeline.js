/** The timeline of a delivery: `${timeline(delivery, { app, provider })}`, with the provider's name. */
import { html, nothing } from "../lit.js";
import { duration } from "../core/format.js";
import { href } from "../core/router.js";
import { milestones, steps } from "../core/story.js";
import { stateBadge } from "./badge.js";
import "./moment.js";

const WORDS = { queued: "Accepted", sent: "Sent", delivered: "Delivered", seen: "Seen", discarded: "Discarded" };

/** How far it has come, and how long each part of the way took. */
export function progress(delivery) {
    const all = milestones(delivery);
    return html`
        <ol class="milestones" aria-label="How far it has come">${all.map(({ state, at }, i) => html`
            <li class="milestone milestone-${at ? state : "ahead"}">
                ${all[i + 1]?.took === undefined ? nothing : html`
                    <span class="milestone-took">${duration(all[i + 1].took)}</span>`}
                <b>${WORDS[state]}</b>
                ${at ? html`<t-moment at=${at}></t-moment>` : html`<span class="muted">not yet</span>`}
            </li>`)}</ol>`;
}

export function timeline(delivery, { app, provider }) {
    return html`
        <ol class="story">${steps(delivery).map(step => html`
            <li class="step step-${step.moved ? step.state : "same"}">
                <div class="step-head">
                    <span><b>${actor(step.who, provider)}</b> ${step.did}</span>
                    ${step.moved ? stateBadge(step.state) : nothing}
                    <span class="step-at">
                        ${step.took === undefined ? nothing : html`<span class="muted">+${duration(step.took)}</span>`}
                        <t-moment at=${step.at}></t-moment></span>
                </div>
                <p class="step-detail">${detail(step, app)}
                    ${step.link ? html`<a href=${step.link} rel="noreferrer" target="_blank">Read more</a>` : nothing}</p>
                ${step.raw ? raw(step.raw, provider) : nothing}
            </li>`)}</ol>`;
}

function actor(who, provider) {
    return { tidings: "Tidings", provider, person: "A person" }[who];
}

/** Where it names the delivery that follows, that is a link. */
function detail({ detail: text, successor }, app) {
    if (!successor) {
        return text;
    }
    const [before, after] = text.split(successor);
    return html`${before}<a href=${href("/apps/:app/deliveries/:delivery", { app, delivery: successor })}
        >${successor}</a>${after}`;
}

function raw(values, provider) {
    return html`
        <details class="raw">
            <summary>What ${provider} sent</summary>
            <dl>${Object.entries(values).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        </details>`;
}
