/**
 * Where in the console we are. It stands after the # of the address, so that the server's own paths stay its own:
 * `#/apps/{app}/deliveries?state=discarded`. Links are ordinary: <a href="#/apps/…">.
 */
import views from "../views/index.js";

/** The view that a place belongs to, with what its path and query say; undefined when there is none. */
export function place(hash = location.hash) {
    const [path, query = ""] = (hash.slice(1) || "/").split("?", 2);
    const parts = read(path);
    for (const view of views) {
        const params = fit(view.path.split("/"), parts);
        if (params) {
            return { view, params, path, query: new URLSearchParams(query) };
        }
    }
    return undefined;
}

/** The parts of a path; none, which fit nothing, where it was cut off within a letter. */
function read(path) {
    try {
        return path.split("/").map(decodeURIComponent);
    } catch {
        return [];
    }
}

function fit(wanted, parts) {
    if (wanted.length !== parts.length) {
        return undefined;
    }
    const params = {};
    for (const [i, part] of wanted.entries()) {
        if (part.startsWith(":")) {
            params[part.slice(1)] = parts[i];
        } else if (part !== parts[i]) {
            return undefined;
        }
    }
    return params;
}

/** The address of a view with its parameters: `href("/apps/:app/users/:user", {app, user})`. */
export function href(path, params = {}, query = {}) {
    const filled = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name]));
    const given = Object.entries(query).filter(([, value]) => value);
    return `#${filled}${given.length === 0 ? "" : `?${new URLSearchParams(given)}`}`;
}

/** Goes there; with `replace`, the present place is no place to come back to. */
export function go(address, { replace = false } = {}) {
    if (replace) {
        history.replaceState(null, "", address);
        dispatchEvent(new HashChangeEvent("hashchange"));
    } else {
        location.hash = address;
    }
}

/** Writes filters into the address, so that what is seen can be sent to a colleague; no new entry of the history. */
export function setQuery(query) {
    const { path } = place() ?? { path: "/" };
    const given = Object.entries(query).filter(([, value]) => value);
    history.replaceState(null, "", `#${path}${given.length === 0 ? "" : `?${new URLSearchParams(given)}`}`);
}
