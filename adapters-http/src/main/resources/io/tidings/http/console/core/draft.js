/** A notification that is being composed, as the API takes it and as programs would say it. */

export const EMPTY = {
    to: "users", users: [], topic: "", kind: "text", message: "", template: "", data: "", override: "", category: "",
    priority: "normal", sendAt: "",
};

/** The body of `POST /v3/notifications`. @param override, data parsed already */
export function body(draft, { override = {}, data = {} }) {
    const notification = draft.kind === "text" ? { message: draft.message } : { templateIdentifier: draft.template };
    return {
        notification,
        sendTo: draft.to === "users" ? { recipients: draft.users } : { topics: draft.topic ? [draft.topic] : [] },
        ...(isEmpty(data) ? {} : { data }),
        ...(draft.category ? { category: draft.category } : {}),
        ...(draft.priority === "normal" ? {} : { priority: draft.priority }),
        ...(draft.sendAt ? { sendAt: draft.sendAt } : {}),
        ...(isEmpty(override) ? {} : { override }),
    };
}

function isEmpty(object) {
    return Object.keys(object).length === 0;
}

/** What is left to do before it can be sent, as a sentence; undefined when nothing is. */
export function missing(draft, { override = {} }) {
    if (draft.to === "users" && draft.users.length === 0) {
        return "Name at least one user.";
    }
    if (draft.to === "topic" && !draft.topic) {
        return "Choose a topic.";
    }
    if (draft.kind === "template" && !draft.template) {
        return "Choose a template.";
    }
    return draft.kind === "text" && !draft.message.trim() && isEmpty(override) ? "Write a message." : undefined;
}

/** Where the API is, for who calls from elsewhere. */
function base() {
    return new URL("./v3", location.href.split("#")[0]).href;
}

export function curl(request, apiKey) {
    const json = JSON.stringify(request, null, 2).replaceAll("'", "'\\''");
    return [
        `curl -s ${base()}/notifications \\`,
        `  -H "X-ENGAGESPOT-API-KEY: ${apiKey}" \\`,
        "  -H \"X-ENGAGESPOT-API-SECRET: $API_SECRET\" \\",
        "  -H 'Content-Type: application/json' \\",
        `  -d '${json}'`,
    ].join("\n");
}

export function node(request, apiKey) {
    return [
        "const { EngagespotClient } = require('@engagespot/node');",
        "",
        "const client = EngagespotClient({",
        `  apiKey: '${apiKey}',`,
        "  apiSecret: process.env.API_SECRET,",
        `  baseUrl: '${base()}',`,
        "});",
        "",
        `const { requestId } = await client.send(${JSON.stringify(request, null, 2)});`,
    ].join("\n");
}
