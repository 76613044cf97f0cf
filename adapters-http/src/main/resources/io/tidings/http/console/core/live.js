/**
 * What happens to an app's deliveries, as it happens: one stream of server-sent events an app, shared by whoever
 * listens. The browser comes back by itself after an interruption and misses nothing.
 *
 *     const stop = listen(appId, change => …);   // {deliveryId, requestId, user, state, detail, at, …}
 */
const streams = new Map();

/** Tells `connection` events whose `detail` is whether the streams that are open do flow. */
export const connection = new EventTarget();

export function listen(appId, onChange) {
    const stream = streams.get(appId) ?? open(appId);
    stream.listeners.add(onChange);
    return () => {
        stream.listeners.delete(onChange);
        if (stream.listeners.size === 0) {
            stream.source.close();
            streams.delete(appId);
        }
    };
}

function open(appId) {
    const source = new EventSource(`./v1/apps/${appId}/events`);
    const stream = { source, listeners: new Set() };
    source.onmessage = event => {
        const change = JSON.parse(event.data);
        stream.listeners.forEach(listener => listener(change));
    };
    source.onopen = () => tell(true);
    source.onerror = () => tell(false);
    streams.set(appId, stream);
    return stream;
}

function tell(flows) {
    connection.dispatchEvent(new CustomEvent("connection", { detail: flows }));
}
