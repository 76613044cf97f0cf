/** What a person decides about deliveries, each after they were asked whether they mean it. */
import { api } from "./api.js";
import { confirmed } from "../components/confirm.js";
import { toast } from "../components/toasts.js";

/** @returns what the server answered; undefined when nothing was done, of which the person was told */
async function decide(question, call, said) {
    if (!await confirmed(...question)) {
        return undefined;
    }
    try {
        const answer = await call();
        toast(said(answer));
        return answer ?? {};
    } catch (error) {
        toast(error);
        return undefined;
    }
}

/** @returns {deliveryId} of what is sent now */
export function resend(app, delivery) {
    const text = delivery.held
        ? "Nobody knows whether the last attempt arrived. If it did, the person gets the message twice."
        : "It is sent as a new delivery that names this one. Mend first what its explanation says.";
    return decide([`Send it to ${delivery.user} again?`, text, "Send again", { danger: delivery.held }],
        () => api.as(app).post(`/v3/deliveries/${delivery.id}/resend`), () => "It is sent again.");
}

export function discard(app, delivery) {
    return decide([`Discard it?`, `${delivery.user} will not get this message, unless it is sent again by hand.`, "Discard"],
        () => api.as(app).post(`/v3/deliveries/${delivery.id}/discard`), () => "Discarded.");
}

/** @returns {cancelled, tooLate} */
export function cancel(app, requestId) {
    return decide(["Cancel the request?", "Whatever of it has not been handed to a provider is discarded, for all of its"
        + " users. What was handed over cannot be taken back.", "Cancel the request"],
        () => api.as(app).post(`/v3/notifications/${requestId}/cancel`),
        ({ cancelled, tooLate }) => tooLate === 0
            ? `Cancelled: ${cancelled}.` : `Cancelled: ${cancelled}. Too late for ${tooLate}.`);
}
