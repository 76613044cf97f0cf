/**
 * All views, in the order of the navigation. A view is a module of this folder whose default export says
 *
 *     path    where it is, such as "/apps/:app/deliveries"; its element gets {app: "…"} as the property `params`
 *     tag     its element, which also gets `query`, a URLSearchParams
 *     title   of the page
 *     nav     {label, key} where it stands in the navigation; `g` and then the key leads there
 *
 * What is below another view has no `nav` and says `under`, the path of the view that the navigation shows as current.
 */
import channels from "./channels.js";
import instance from "./instance.js";
import start, { empty } from "./start.js";

export default [start, channels, instance, empty];
