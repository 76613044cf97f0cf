/** Content that lies at a provider, approved by the channel; asked for once, since the provider answers slowly. */
import { api } from "./api.js";

const asked = new Map();

/** All of the app's enabled providers of WhatsApp. @returns what the API lists, empty where none can be had */
export function contentTemplates(app) {
    if (!asked.has(app)) {
        asked.set(app, ask(app).catch(() => {
            asked.delete(app);
            return [];
        }));
    }
    return asked.get(app);
}

async function ask(app) {
    const path = `/v1/apps/${app}/channels/whatsapp/providerInstances`;
    const { providerInstances } = await api.get(path);
    const lists = await Promise.all(providerInstances.filter(instance => instance.enabled)
        .map(({ id }) => api.get(`${path}/${id}/templates`, { limit: 100 }).then(({ templates }) => templates, () => [])));
    return lists.flat();
}

/** @returns undefined where it cannot be had */
export async function contentTemplate(app, contentSid) {
    return (await contentTemplates(app)).find(template => template.contentSid === contentSid);
}

/** The wording with its places filled; undefined where the wording is not known. */
export function filled(preview, variables = {}) {
    return preview?.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name) => variables[name] ?? place);
}
