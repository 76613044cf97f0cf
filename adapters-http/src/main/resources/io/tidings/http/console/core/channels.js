/** What is to be known of channels, to say it to people; of one that we have never heard of, nothing. */

const WHATSAPP = "whatsapp";
const NAMES = { [WHATSAPP]: "WhatsApp", sms: "SMS", email: "Email", rcs: "RCS" };
const WINDOWS = { [WHATSAPP]: "WhatsApp takes free text only within 24 hours of the person's last message to you." };

/** What people call it; else as it calls itself. */
export function channelName(channel) {
    return NAMES[channel] ?? channel.charAt(0).toUpperCase() + channel.slice(1);
}

/** When free text may be sent, as a sentence; undefined where it may at any time. */
export function freeTextRule(channel) {
    return WINDOWS[channel];
}

/** Whether a text reads there as it does in WhatsApp, with its marks. */
export function readsAsWhatsApp(channel) {
    return channel === WHATSAPP;
}

/** The channels on which an app's messages go, by its lanes; each once. */
export function enabledChannels(lanes) {
    return [...new Set(lanes.filter(({ enabled }) => enabled).map(({ channel }) => channel))];
}
