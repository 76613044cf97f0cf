/**
 * Does something again and again, for as long as the component is on the page and somebody looks:
 *
 *     constructor() { super(); every(this, 3_000, () => this.lanes.load()); }
 */
export function every(host, millis, work) {
    let timer;
    host.addController({
        hostConnected() {
            timer = setInterval(() => document.hidden || work(), millis);
        },
        hostDisconnected() {
            clearInterval(timer);
        },
    });
}
