/** How values read for people. */

const UNITS = [["d", 86_400_000], ["h", 3_600_000], ["min", 60_000], ["s", 1_000]];
const sameDay = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const otherDay = new Intl.DateTimeFormat("en-GB",
    { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** "3 s ago": how long ago a moment was; "in 3 s" where it is to come. */
export function ago(at, now = Date.now()) {
    const millis = new Date(at).getTime() - now;
    for (const [unit, length] of UNITS) {
        if (Math.abs(millis) >= length) {
            const many = Math.trunc(Math.abs(millis) / length);
            return millis < 0 ? `${many} ${unit} ago` : `in ${many} ${unit}`;
        }
    }
    return "just now";
}

/** The moment in the viewer's zone, as short as it can be. */
export function local(at, now = new Date()) {
    const moment = new Date(at);
    return (moment.toDateString() === now.toDateString() ? sameDay : otherDay).format(moment);
}

/** The same moment, exactly. */
export function utc(at) {
    return new Date(at).toISOString().replace("T", " ").replace("Z", " UTC");
}

/** The moment as a field for dates and times wants it, in the viewer's zone; and back again. */
export function toInput(at) {
    if (!at) {
        return "";
    }
    const moment = new Date(at);
    return new Date(moment - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromInput(value) {
    return value ? new Date(value).toISOString() : "";
}

/** How long something took: "340 ms", "2.4 s", "3 min". */
export function duration(millis) {
    if (millis < 1_000) {
        return `${millis} ms`;
    }
    if (millis < 60_000) {
        return `${(millis / 1_000).toFixed(1)} s`;
    }
    return millis < 3_600_000 ? `${Math.round(millis / 60_000)} min` : `${(millis / 3_600_000).toFixed(1)} h`;
}

/** A number with its thousands apart. */
export function count(number) {
    return number.toLocaleString("en");
}

/** A part of a whole: "93.1 %". */
export function share(part, whole) {
    return whole === 0 ? "" : `${(100 * part / whole).toFixed(part === whole ? 0 : 1)} %`;
}
