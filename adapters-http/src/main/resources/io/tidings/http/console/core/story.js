/** What a delivery's timeline tells: who said what, how long each step took, how far it has come, what can be done. */

const RANKS = ["queued", "sending", "sent", "discarded", "delivered", "seen"];
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

const TIDINGS = "tidings";
const PROVIDER = "provider";
const PERSON = "person";

const EVENTS = {
    queued: [TIDINGS, "accepted it"],
    sending: [TIDINGS, "began to send it"],
    sent: [PROVIDER, "took it"],
    deferred: [PROVIDER, "did not take it yet"],
    uncertain: [TIDINGS, "does not know whether it was taken"],
    asked: [TIDINGS, "asked the provider"],
    found: [PROVIDER, "has the message"],
    absent: [PROVIDER, "has no such message"],
    held: [TIDINGS, "holds it for your decision"],
    receipt: [PROVIDER, "reported"],
    decided: [PERSON, "decided"],
    rerouted: [TIDINGS, "chose another provider"],
    discarded: [TIDINGS, "ended it"],
};

/** Ended by what the provider answered to an attempt, about which a page of theirs says more; our own reasons have none. */
const REFUSED = [PROVIDER, "refused it"];

/**
 * The steps of the timeline, each with `who`, `did`, `took` (milliseconds since the one before) and whether it `moved` the
 * state; that which made a successor names it as `successor`.
 */
export function steps({ timeline }) {
    return timeline.map((entry, i) => {
        const before = timeline[i - 1];
        const refused = entry.event === "discarded" && before?.event === "sending" && Boolean(entry.link);
        const [who, did] = refused ? REFUSED : EVENTS[entry.event] ?? [TIDINGS, entry.event];
        return {
            ...entry, who, did,
            took: before && new Date(entry.at) - new Date(before.at),
            moved: entry.state !== before?.state,
            successor: entry.event === "decided" ? entry.detail.match(UUID)?.[0] : undefined,
        };
    });
}

/** The way from acceptance to the eye: [{state, at, took}], without `at` where it is ahead. */
export function milestones({ state, timeline, createdAt }) {
    const wanted = state === "discarded" ? ["queued", "sent", "discarded"] : ["queued", "sent", "delivered", "seen"];
    let before = createdAt;
    return wanted.map(milestone => {
        const at = milestone === "queued" ? createdAt : reached(timeline, milestone);
        const took = at && milestone !== "queued" ? new Date(at) - new Date(before) : undefined;
        before = at ?? before;
        return { state: milestone, at, took };
    }).filter(({ state: milestone, at }) => state !== "discarded" || at || milestone === "discarded");
}

function reached(timeline, milestone) {
    if (milestone === "sent") {
        return timeline.find(({ state }) => ["sent", "delivered", "seen"].includes(state))?.at;
    }
    return timeline.find(({ state }) => milestone === "discarded"
        ? state === milestone
        : state !== "discarded" && RANKS.indexOf(state) >= RANKS.indexOf(milestone))?.at;
}

/** The delivery that sends this one again; undefined where there is none. */
export function successor(delivery) {
    return steps(delivery).find(step => step.successor && step.state === "discarded")?.successor;
}

/** What a person can decide now. */
export function decisions(delivery) {
    const { state, held } = delivery;
    return {
        resend: held || (state === "discarded" && !successor(delivery)),
        discard: held || state === "queued",
        cancel: state === "queued",
    };
}
