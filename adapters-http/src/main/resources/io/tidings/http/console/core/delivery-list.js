/**
 * Deliveries as they are looked at: page after page, kept true by what happens to them meanwhile. Has no opinion about
 * how it is shown; `host` is asked to render when anything changed.
 *
 *     list = new DeliveryList(this, cursor => api.get(…, { cursor }));   // → {rows, nextCursor}, the newest first
 */
const PACE = 1_000;
const SOON = 100;

export class DeliveryList {
    rows = [];
    cursor = undefined;
    error = undefined;
    /** Whether the first page is on its way; what is among the rows until then may be of other filters. */
    loading = true;
    /** Whether a further page is on its way. */
    busy = false;
    /** How many have come that are not among the rows, because whoever reads further down must not lose their place. */
    waiting = 0;

    #host;
    #fetch;
    #generation = 0;
    #refreshing;
    #changes = [];
    #applying;

    constructor(host, fetch) {
        this.#host = host;
        this.#fetch = fetch;
    }

    /** The same rows for another component: somebody comes back to a list that they left. */
    movedTo(host, fetch) {
        this.#host = host;
        this.#fetch = fetch;
        return this;
    }

    get ended() {
        return !this.loading && !this.cursor;
    }

    /** Begins anew: other filters, for instance. A later one overtakes an earlier one. */
    async load() {
        const mine = ++this.#generation;
        this.loading = true;
        this.waiting = 0;
        await this.#ask(undefined, mine, page => {
            this.rows = page.rows;
            this.cursor = page.nextCursor;
        });
        if (mine === this.#generation) {
            this.loading = false;
            this.rows = this.error ? [] : this.rows;
            this.#host.requestUpdate();
        }
    }

    async more() {
        if (this.busy || this.loading || !this.cursor || this.error) {
            return;
        }
        this.busy = true;
        this.#host.requestUpdate();
        await this.#ask(this.cursor, this.#generation, page => {
            const known = new Set(this.rows.map(row => row.id));
            this.rows = [...this.rows, ...page.rows.filter(row => !known.has(row.id))];
            this.cursor = page.nextCursor;
        });
        this.busy = false;
        this.#host.requestUpdate();
    }

    /** After an error: goes on where it failed. */
    retry() {
        this.error = undefined;
        return this.rows.length === 0 ? this.load() : this.more();
    }

    async #ask(cursor, generation, then) {
        this.error = undefined;
        this.#host.requestUpdate();
        try {
            const page = await this.#fetch(cursor);
            if (generation === this.#generation) {
                then(page);
            }
        } catch (error) {
            if (generation === this.#generation) {
                this.error = error;
            }
        }
    }

    /**
     * Something happened to a delivery: soon seen where it is among the rows, and asked for in full a little later.
     * Where much happens, many changes are one rendering.
     */
    happened(change, atTop) {
        this.#changes.push(change);
        this.#applying ??= setTimeout(() => this.#apply(), SOON);
        this.refresh(atTop);
    }

    #apply() {
        const changes = Map.groupBy(this.#changes, change => change.deliveryId);
        this.#changes = [];
        this.#applying = undefined;
        this.rows = this.rows.map(row => (changes.get(row.id) ?? []).filter(({ at }) => at >= row.updatedAt)
            .reduce(changed, row));
        this.#host.requestUpdate();
    }

    /**
     * Asks for the newest page again, once a second at most.
     *
     * @param atTop tells whether new rows may push others down
     */
    refresh(atTop) {
        this.#refreshing ??= setTimeout(async () => {
            this.#refreshing = undefined;
            const generation = this.#generation;
            try {
                const page = await this.#fetch(undefined);
                if (generation === this.#generation && !this.loading) {
                    this.#merge(page, atTop());
                }
            } catch {
                // What is seen stays; the shell says when there is no connection.
            }
        }, PACE);
    }

    /** The first page is the truth about all rows down to its end; what is below it stays. */
    #merge({ rows, nextCursor }, atTop) {
        const known = byId(this.rows);
        const fresh = rows.filter(row => !known.has(row.id));
        const now = byId(rows.map(row => marked(row, known.get(row.id))));
        const end = this.rows.findLastIndex(row => now.has(row.id));
        const overtaken = end < 0 && nextCursor;
        if (!atTop && (overtaken || fresh.length > 0)) {
            // Whoever reads further down does not lose their place.
            this.rows = this.rows.map(row => now.get(row.id) ?? row);
            this.waiting = fresh.length;
        } else {
            const below = nextCursor && !overtaken ? this.rows.slice(end + 1) : [];
            this.rows = [...now.values(), ...below];
            this.cursor = below.length > 0 ? this.cursor : nextCursor;
            this.waiting = 0;
        }
        this.#host.requestUpdate();
    }

    /** Lets in what has been waiting. */
    showWaiting() {
        this.waiting = 0;
        this.refresh(() => true);
    }
}

function byId(rows) {
    return new Map(rows.map(row => [row.id, row]));
}

/** What an entry of a timeline says of the row, until the server says it in full. */
function changed(row, { state, event, code, detail, link, at }) {
    return {
        ...row, state, updatedAt: at, changed: Date.now(),
        held: event === "held" || (row.held && event !== "decided" && event !== "receipt"),
        explanation: code ? { code, message: detail, link } : state === row.state ? row.explanation : null,
    };
}

/** Remembers of a row that it has just become other than it was, for the eye. */
function marked(row, before) {
    return { ...row, changed: before?.updatedAt === row.updatedAt ? before.changed : Date.now() };
}
