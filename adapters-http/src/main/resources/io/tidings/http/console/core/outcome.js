/** What became of a delivery, in one line. */
import { duration } from "./format.js";

/** What its state means, and the moment of it, where that is known. */
const STATES = {
    queued: ["Waits to be sent"], sending: ["On its way to the provider"], sent: ["Taken by the provider", "sentAt"],
    delivered: ["On the phone", "deliveredAt"], seen: ["Read", "seenAt"],
};

/** @param delivery as the log lists it */
export function outcome(delivery) {
    if (delivery.held) {
        return `Waits for your decision. ${delivery.explanation?.message ?? ""}`;
    }
    if (delivery.explanation) {
        return delivery.explanation.message;
    }
    const [words, field] = STATES[delivery.state] ?? [""];
    return delivery[field] ? `${words} ${after(delivery, field)}` : words;
}

function after(delivery, field) {
    return `after ${duration(new Date(delivery[field]) - new Date(delivery.createdAt))}`;
}
