/** What an override says in the place of a notification's own content. */
import { isObject } from "./json-text.js";

/**
 * @param override by provider, as a request has it
 * @param provider the one that counts; any, when it is not known which will serve
 * @returns {provider, text} or {provider, contentSid, contentVariables}; undefined where the content's own words stand
 */
export function overridden(override = {}, provider = undefined) {
    for (const [id, said] of Object.entries(override)) {
        if (provider !== undefined && id !== provider) {
            continue;
        }
        if (said?.ContentSid) {
            return { provider: id, contentSid: said.ContentSid, contentVariables: variables(said.ContentVariables) };
        }
        if (typeof said?.Body === "string") {
            return { provider: id, text: said.Body };
        }
    }
    return undefined;
}

/** Twilio takes them as an object or as the text of one. */
function variables(given) {
    if (typeof given !== "string") {
        return given ?? {};
    }
    try {
        const read = JSON.parse(given);
        return isObject(read) ? read : {};
    } catch {
        return {};
    }
}
