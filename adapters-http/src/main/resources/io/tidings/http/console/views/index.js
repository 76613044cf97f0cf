/**
 * All views, in the order of the navigation. A view is a module of this folder, which is loaded when somebody first goes
 * there; what has to be known before stands here:
 *
 *     path    where it is, such as "/apps/:app/deliveries"; its element gets {app: "…"} as the property `params`
 *     tag     its element, which also gets `query`, a URLSearchParams
 *     title   of the page
 *     load    imports the module that defines the element
 *     nav     {label, key} where it stands in the navigation; `g` and then the key leads there
 *
 * What is below another view has no `nav` and says `under`, the path of the view that the navigation shows as current.
 */
const start = { tag: "t-start", title: "Get started", load: () => import("./start.js") };
const user = { tag: "t-user", title: "User", load: () => import("./user.js"), under: "/apps/:app/users" };
const template = {
    tag: "t-template", title: "Template", load: () => import("./template.js"), under: "/apps/:app/templates",
};

export default [
    {
        path: "/apps/:app/overview", tag: "t-overview", title: "Overview", load: () => import("./overview.js"),
        nav: { label: "Overview", key: "o" },
    },
    {
        path: "/apps/:app/deliveries", tag: "t-deliveries", title: "Deliveries", load: () => import("./deliveries.js"),
        nav: { label: "Deliveries", key: "d" },
    },
    {
        path: "/apps/:app/deliveries/:delivery", tag: "t-delivery", title: "Delivery",
        load: () => import("./delivery.js"), under: "/apps/:app/deliveries",
    },
    {
        path: "/apps/:app/requests/:request", tag: "t-request", title: "Request",
        load: () => import("./request.js"), under: "/apps/:app/deliveries",
    },
    {
        path: "/apps/:app/send", tag: "t-send", title: "Send", load: () => import("./send.js"),
        nav: { label: "Send", key: "n" },
    },
    {
        path: "/apps/:app/channels", tag: "t-channels", title: "Channels", load: () => import("./channels.js"),
        nav: { label: "Channels", key: "c" },
    },
    {
        path: "/apps/:app/channels/:channel/:instance", tag: "t-instance", title: "Provider",
        load: () => import("./instance.js"), under: "/apps/:app/channels",
    },
    {
        path: "/apps/:app/users", tag: "t-users", title: "Users", load: () => import("./users.js"),
        nav: { label: "Users", key: "u" },
    },
    { ...user, path: "/apps/:app/users/:user" },
    { ...user, path: "/apps/:app/new-user" },
    {
        path: "/apps/:app/templates", tag: "t-templates", title: "Templates", load: () => import("./templates.js"),
        nav: { label: "Templates", key: "t" },
    },
    { ...template, path: "/apps/:app/templates/:template" },
    { ...template, path: "/apps/:app/new-template" },
    {
        path: "/apps/:app/keys", tag: "t-keys", title: "API keys", load: () => import("./keys.js"),
        nav: { label: "API keys", key: "k" },
    },
    {
        path: "/apps/:app/settings", tag: "t-settings", title: "Settings", load: () => import("./settings.js"),
        nav: { label: "Settings", key: "," },
    },
    { ...start, path: "/apps/:app/start", nav: { label: "Get started", key: "s" } },
    // Before there is an app, the same view stands at a place without one.
    { ...start, path: "/start" },
];
