/**
 * Deliveries in a table, of which the page holds only what can be seen. Each row leads to its delivery.
 *
 *     ${deliveryTable({ app: appId, list, label: "Deliveries", moment: ["Accepted", "createdAt"] })}
 */
import { html, nothing } from "../lit.js";
import { outcome } from "../core/outcome.js";
import { href } from "../core/router.js";
import { badge, stateBadge } from "./badge.js";
import { errorState } from "./states.js";
import "./moment.js";
import "./window.js";

const FRESH = 2_000;

/**
 * @param list   a DeliveryList
 * @param moment which of a delivery's moments is shown, by its name for people and that of the field
 */
export function deliveryTable({ app, list, label, moment: [moment, field] }) {
    return html`
        <div class="table" role="table" aria-label=${label} aria-rowcount=${list.ended ? list.rows.length + 1 : -1}>
            <div class="table-head" role="rowgroup">
                <div class="table-row" role="row" aria-rowindex="1">
                    ${["State", "User", "What became of it", "Category", moment].map(name => html`
                        <span role="columnheader">${name}</span>`)}
                </div>
            </div>
            <t-window .items=${list.rows} .row=${(delivery, i) => row(app, delivery, field, i)}
                @end=${() => list.more()} @top=${() => list.waiting && list.showWaiting()}></t-window>
        </div>
        ${foot(list)}`;
}

function row(app, delivery, field, i) {
    const fresh = delivery.changed && Date.now() - delivery.changed < FRESH;
    return html`
        <div class="table-row ${fresh ? "is-fresh" : ""}" role="row" aria-rowindex=${i + 2} data-index=${i}>
            <span role="cell" class="cell-state">${stateBadge(delivery.state)}
                ${delivery.held ? badge("warn", "held") : delivery.stale ? badge("warn", "stale") : nothing}</span>
            <span role="cell" class="cell-user"><a class="row-link"
                href=${href("/apps/:app/deliveries/:delivery", { app, delivery: delivery.id })}
                >${delivery.user}</a></span>
            <span role="cell" class="cell-outcome">${outcome(delivery)}</span>
            <span role="cell" class="cell-category">${delivery.category ?? nothing}</span>
            <span role="cell" class="cell-at"><t-moment at=${delivery[field]} still></t-moment></span>
        </div>`;
}

function foot(list) {
    if (list.error) {
        return errorState(list.error, () => list.retry());
    }
    return list.busy
        ? html`<p class="table-foot" role="status"><span class="spinner"></span> Older ones…</p>`
        : nothing;
}
