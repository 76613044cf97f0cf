/** Content that lies at a provider, approved by the channel; asked for once, since the provider answers slowly. */
import { api } from "./api.js";

const asked = new Map();

/** Of all the app's enabled providers of the channel. @returns what the API lists, empty where none can be had */
export function contentTemplates(app, channel) {
    const path = `/v1/apps/${app}/channels/${channel}/providerInstances`;
    if (!asked.has(path)) {
        asked.set(path, ask(path).catch(() => {
            asked.delete(path);
            return [];
        }));
    }
    return asked.get(path);
}

async function ask(path) {
    const { providerInstances } = await api.get(path);
    const lists = await Promise.all(providerInstances.filter(instance => instance.enabled)
        .map(({ id }) => api.get(`${path}/${id}/templates`, { limit: 100 }).then(({ templates }) => templates, () => [])));
    return lists.flat();
}

/** @returns undefined where it cannot be had */
export async function contentTemplate(app, channel, contentSid) {
    return (await contentTemplates(app, channel)).find(template => template.contentSid === contentSid);
}

/** The wording with its places filled; undefined where the wording is not known. */
export function filled(preview, variables = {}) {
    return preview?.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name) => variables[name] ?? place);
}
