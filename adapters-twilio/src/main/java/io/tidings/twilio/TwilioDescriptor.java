package io.tidings.twilio;

import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.Constraint;
import io.tidings.domain.provider.ProfileProperty;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.SettingField;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** What {@code twilio_whatsapp} is and needs. */
final class TwilioDescriptor {

    static final String ACCOUNT_SID = "TWILIO_ACCOUNT_SID";
    static final String AUTH_TOKEN = "TWILIO_AUTH_TOKEN";
    static final String NEXT_AUTH_TOKEN = "TWILIO_NEXT_AUTH_TOKEN";
    static final String FROM_NUMBER = "TWILIO_FROM_NUMBER";

    static final String PHONE_NUMBER = "phoneNumber";

    static final ProviderDescriptor DESCRIPTOR = new ProviderDescriptor(new ProviderId("twilio_whatsapp"),
            new Channel("whatsapp"),
            "Twilio WhatsApp",
            List.of(accountSid(), authToken(), fromNumber(), nextAuthToken()),
            List.of(new ProfileProperty(PHONE_NUMBER,
                    "The person's WhatsApp number: a plus sign, the country code and the number, with no spaces or"
                            + " special characters, such as +919988776655.")),
            Set.of(ReportedStatus.SENT, ReportedStatus.DELIVERED, ReportedStatus.SEEN, ReportedStatus.FAILED),
            TwilioFaults.known(),
            List.of(
                    "In Twilio's console (https://console.twilio.com), copy the Account SID and the Auth Token from"
                            + " \"Account Info\" on the account's start page into the settings here.",
                    "Open Messaging > Senders > WhatsApp senders, choose the sender that shall speak for you, and copy"
                            + " its number into the settings here. To try things out, the number of the WhatsApp"
                            + " sandbox (Messaging > Try it out) serves as well.",
                    "In the same sender's settings, paste {callbackUrl} into \"Status callback URL\" with the method"
                            + " HTTP POST, and save. Twilio then reports all message events: sent, delivered, read,"
                            + " failed.",
                    "Paste the same {callbackUrl} into \"Webhook URL for incoming messages\" with the method HTTP POST,"
                            + " and save. Then it is known who has written within 24 hours, and who wants no messages"
                            + " (STOP). It may stay another system's URL; then neither is known here.",
                    "Send a notification to a person whose profile has a phoneNumber. Free text reaches people who"
                            + " wrote to you within the last 24 hours; everybody else needs an approved template"
                            + " (ContentSid and ContentVariables in the override)."),
            URI.create("https://www.twilio.com/docs/whatsapp/api"));

    private TwilioDescriptor() {}

    private static SettingField accountSid() {
        return new SettingField(ACCOUNT_SID, "Account SID",
                "Twilio's console shows it under \"Account Info\" on the account's start page. It starts with AC.",
                new Constraint.Matching("AC[0-9a-fA-F]{32}", "must be AC followed by 32 hexadecimal digits",
                        "AC0123456789abcdef0123456789abcdef"),
                true, false);
    }

    private static SettingField authToken() {
        return new SettingField(AUTH_TOKEN, "Auth Token",
                "Twilio's console shows it under \"Account Info\" on the account's start page, below the Account SID."
                        + " It must be the primary token: Twilio signs its reports with that one.",
                new Constraint.Matching("[0-9a-fA-F]{32}", "must be 32 hexadecimal digits",
                        "0123456789abcdef0123456789abcdef"),
                true, true);
    }

    private static SettingField fromNumber() {
        return new SettingField(FROM_NUMBER, "From number",
                "The number of your WhatsApp sender, listed in Twilio's console under Messaging > Senders > WhatsApp"
                        + " senders: a plus sign, the country code and the number.",
                new Constraint.Matching("(whatsapp:)?\\+[1-9][0-9]{6,14}",
                        "must be a plus sign, the country code and the number, with no spaces, such as +16453454679",
                        "+16453454679"),
                true, false);
    }

    private static SettingField nextAuthToken() {
        return new SettingField(NEXT_AUTH_TOKEN, "Next auth token",
                "Only while you change the token: the secondary token, set here before you promote it at Twilio."
                        + " Reports signed with either are believed. Afterwards, move it to the Auth Token above.",
                new Constraint.Matching("[0-9a-fA-F]{32}", "must be 32 hexadecimal digits",
                        "0123456789abcdef0123456789abcdef"),
                false, true);
    }
}
