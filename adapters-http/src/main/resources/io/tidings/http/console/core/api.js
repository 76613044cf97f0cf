/**
 * The one way in which the console speaks with the server: the documented API, by the session's cookie.
 *
 *     await api.get("/v1/apps")
 *     await api.as(appId).post("/v3/notifications", {...})   // /v3 is an app's: the operator acts for it
 *
 * Whatever is no success is thrown as an ApiError, whose message is for people.
 */

/** What the server answered instead of what was asked for; `status` 0 when it could not be reached. */
export class ApiError extends Error {
    constructor(status, body, retryAfter) {
        super(body.message);
        this.status = status;
        this.code = body.code;
        this.errors = body.errors ?? [];
        this.retryAfter = retryAfter;
    }

    get offline() {
        return this.status === 0;
    }

    /** The message for one field of the request, as a sentence; undefined when nothing is wrong with it. */
    ofField(name) {
        return this.errors.find(error => error.field === name)?.message;
    }
}

const UNREACHABLE = {
    code: "unreachable",
    message: "Tidings cannot be reached. Check your network, and whether the server runs.",
};

/** Told when a request was refused because there is no session any more. */
export const signedOut = new EventTarget();

class Client {
    constructor(headers = {}) {
        this.headers = headers;
    }

    /** The same, acting for that app. */
    as(appId) {
        return new Client({ ...this.headers, "X-Tidings-App": appId });
    }

    get(path, query) {
        return this.send("GET", path + asQuery(query));
    }

    post(path, body = {}) {
        return this.send("POST", path, body);
    }

    put(path, body = {}) {
        return this.send("PUT", path, body);
    }

    patch(path, body) {
        return this.send("PATCH", path, body);
    }

    delete(path) {
        return this.send("DELETE", path);
    }

    /** Begins a session. The token goes nowhere else and is kept nowhere. */
    async signIn(token) {
        return this.send("POST", "/v1/session", undefined, { Authorization: `Bearer ${token}` });
    }

    async send(method, path, body, more = {}) {
        const headers = { "X-Tidings-Console": "1", ...this.headers, ...more };
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
        }
        let response;
        try {
            // Relative to the page, which may stand below a path of a proxy.
            response = await fetch(`.${path}`, { method, headers, body: body && JSON.stringify(body) });
        } catch {
            throw new ApiError(0, UNREACHABLE);
        }
        if (response.ok) {
            return response.status === 204 ? undefined : response.json();
        }
        const error = new ApiError(response.status, await readError(response),
            Number(response.headers.get("Retry-After")) || undefined);
        if (error.status === 401 && !more.Authorization) {
            signedOut.dispatchEvent(new Event("signedout"));
        }
        throw error;
    }
}

/** A proxy before the server may answer with something else than our JSON. */
async function readError(response) {
    try {
        return await response.json();
    } catch {
        return { code: "unreadable", message: `The server answered ${response.status} ${response.statusText}.` };
    }
}

/** Leaves out what is undefined or empty. */
function asQuery(query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
    return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

export const api = new Client();
