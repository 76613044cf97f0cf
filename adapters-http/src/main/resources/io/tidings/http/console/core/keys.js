/** Shortcuts: `?` for help, `/` for the search of a page, `g` and a letter for a view. Never while somebody is typing. */
import { go, href } from "./router.js";

const PATIENCE = 1_500;

export function keys(shell, views) {
    let waiting = 0;
    addEventListener("keydown", event => {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !shell.session) {
            return;
        }
        const goes = Date.now() - waiting < PATIENCE;
        waiting = 0;
        const view = goes && views.find(other => other.nav?.key === event.key);
        if (view && shell.app) {
            event.preventDefault();
            go(href(view.path, { app: shell.app }));
        } else if (event.key === "g") {
            waiting = Date.now();
        } else if (event.key === "?") {
            event.preventDefault();
            shell.querySelector("t-help").open();
        } else if (event.key === "/") {
            const search = document.querySelector("[data-search]");
            if (search) {
                event.preventDefault();
                search.focus();
            }
        }
    });
}

function isTyping(target) {
    return target.closest?.("input, textarea, select, [contenteditable], dialog[open]");
}
