/** JSON that people type: what it is, or what is wrong with it and where. */

/** @returns {value} or {error}; an empty text is an empty object */
export function readObject(text) {
    if (text.trim() === "") {
        return { value: {} };
    }
    let value;
    try {
        value = JSON.parse(text);
    } catch (error) {
        return { error: `This is no JSON: look at ${place(text, error.message)}.` };
    }
    return isObject(value) ? { value } : { error: "This must be an object: { … }." };
}

export function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Browsers say where in ways of their own, or not at all when the text ends too early. */
function place(text, message) {
    const given = /line (\d+) column (\d+)/.exec(message);
    if (given) {
        return `line ${given[1]}, column ${given[2]}`;
    }
    const position = /position (\d+)/.exec(message);
    if (!position) {
        return "its end, where something is missing";
    }
    const before = text.slice(0, Number(position[1])).split("\n");
    return `line ${before.length}, column ${before.at(-1).length + 1}`;
}

/**
 * An override, as far as it can be checked before it is sent.
 *
 * @param providers those that are installed
 * @returns {value} with a `warning` where something would be ignored, or {error}
 */
export function readOverride(text, providers) {
    const read = readObject(text);
    if (read.error) {
        return read;
    }
    const channels = [...new Set(providers.map(provider => provider.channel))];
    for (const [key, said] of Object.entries(read.value)) {
        if (key === "channels") {
            if (!Array.isArray(said) || said.some(channel => typeof channel !== "string")) {
                return { error: `“channels” must be a list such as ["${channels[0] ?? "whatsapp"}"].` };
            }
        } else if (!isObject(said)) {
            return { error: `“${key}” must be an object: { … }.` };
        }
    }
    const stranger = Object.keys(read.value).find(key =>
        !["channels", "channel"].includes(key) && !providers.some(provider => provider.id === key));
    return stranger === undefined ? read
        : { ...read, warning: `No provider “${stranger}” is installed, so that part is ignored. There is: ${
            providers.map(provider => provider.id).join(", ")}.` };
}
