/** Where the console begins. The page has one element, <t-console>; all else is below it. */
import "./shell.js";
