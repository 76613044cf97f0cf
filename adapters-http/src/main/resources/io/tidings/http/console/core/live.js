/**
 * What happens to an app's deliveries, as it happens: one stream of server-sent events an app, shared by whoever
 * listens. An interruption is mended by the browser, which misses nothing. While nobody looks at the page the stream is
 * closed, since a browser opens few connections to one server and other tabs need them; whoever listens is told when to
 * look anew.
 *
 *     const stop = listen(appId, change => …, () => this.load());   // {deliveryId, requestId, user, state, detail, at, …}
 */
const RETRY = 3_000;

const streams = new Map();

/** Tells `connection` events whose `detail` is whether the streams that are open do flow. */
export const connection = new EventTarget();

/**
 * @param onChange told each entry of a timeline
 * @param onGap    told when changes may have been missed: also when it begins, if that took its time
 * @returns a function that ends it
 */
export function listen(appId, onChange, onGap = () => undefined) {
    const stream = streams.get(appId) ?? new Stream(appId);
    const listener = { onChange, onGap };
    stream.listeners.add(listener);
    return () => {
        stream.listeners.delete(listener);
        if (stream.listeners.size === 0) {
            stream.close();
            streams.delete(appId);
            // Of what nobody waits for any more, nothing is missing.
            tell(true);
        }
    };
}

class Stream {
    listeners = new Set();
    #source;

    constructor(appId) {
        this.appId = appId;
        streams.set(appId, this);
        this.open();
    }

    open() {
        let begun = false;
        this.#source = new EventSource(`./v1/apps/${this.appId}/events`);
        this.#source.onmessage = event => {
            const change = JSON.parse(event.data);
            this.listeners.forEach(listener => listener.onChange(change));
        };
        this.#source.onopen = () => {
            tell(true);
            // It begins with what happens from now on; the browser's own repetition goes on where it was.
            if (!begun) {
                this.listeners.forEach(listener => listener.onGap());
            }
            begun = true;
        };
        this.#source.onerror = () => {
            tell(false);
            if (this.#source?.readyState === EventSource.CLOSED) {
                // An answer that is no stream, of a proxy for instance, makes the browser give up.
                setTimeout(() => this.reopen(), RETRY);
            }
        };
    }

    reopen() {
        if (streams.get(this.appId) === this && !document.hidden) {
            this.close();
            this.open();
        }
    }

    close() {
        this.#source?.close();
    }
}

document.addEventListener("visibilitychange", () => streams.forEach(stream =>
    document.hidden ? stream.close() : stream.reopen()));

function tell(flows) {
    connection.dispatchEvent(new CustomEvent("connection", { detail: flows }));
}
