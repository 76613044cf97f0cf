/** What became of a delivery, in one line. */
import { duration } from "./format.js";

const MILESTONES = [["seenAt", "Read"], ["deliveredAt", "On the phone"], ["sentAt", "Taken by the provider"]];

/** @param delivery as the log lists it */
export function outcome(delivery) {
    if (delivery.held) {
        return `Waits for your decision. ${delivery.explanation?.message ?? ""}`;
    }
    if (delivery.explanation) {
        return delivery.explanation.message;
    }
    for (const [field, words] of MILESTONES) {
        if (delivery[field]) {
            return `${words} ${after(delivery, field)}`;
        }
    }
    return WAITING[delivery.state] ?? "";
}

const WAITING = {
    queued: "Waits to be sent", sending: "On its way to the provider", sent: "Taken by the provider",
    delivered: "On the phone", seen: "Read",
};

function after(delivery, field) {
    return `after ${duration(new Date(delivery[field]) - new Date(delivery.createdAt))}`;
}
