/**
 * The list that was left for one of its rows: whoever goes back finds it as it was, and the way up from the row leads to
 * the same filters.
 */
import { href } from "./router.js";

let left;

/** Now somebody goes to a row of it. */
export function leaveList(app, list) {
    left = { name: Date.now(), app, list, top: scrollY, address: location.hash };
    history.replaceState({ left: left.name }, "");
}

/** @returns {list, top} where this very entry of the history is the one that was left; undefined otherwise */
export function comeBack(app) {
    return left && history.state?.left === left.name && left.app === app ? left : undefined;
}

/** Where the deliveries are, searched as they were last. */
export function addressOfList(app) {
    return left?.app === app ? left.address : href("/apps/:app/deliveries", { app });
}
