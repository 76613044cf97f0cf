package io.tidings.twilio;

import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.CallbackAnswer;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackOutcome.Forged;
import io.tidings.domain.provider.CallbackOutcome.Ignored;
import io.tidings.domain.provider.CallbackOutcome.Received;
import io.tidings.domain.provider.CallbackOutcome.Reports;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.provider.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads Twilio's status callbacks (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status) and the
 * messages of people (https://www.twilio.com/docs/messaging/guides/webhook-request).
 *
 * <p>Twilio adds fields without notice: all are proven, those that we do not know are kept in the raw form and
 * otherwise passed over. Of what people write only the words are handed on, and none of the raw form is kept.
 */
final class TwilioCallbacks {

    /** To say nothing back to the person (https://www.twilio.com/docs/messaging/twiml). */
    private static final CallbackAnswer NOTHING_TO_SAY = new CallbackAnswer("text/xml", "<Response/>");

    private TwilioCallbacks() {}

    static CallbackOutcome read(CallbackRequest request, ProviderSettings settings) {
        Optional<String> authToken = settings.get(TwilioDescriptor.AUTH_TOKEN);
        Optional<String> accountSid = settings.get(TwilioDescriptor.ACCOUNT_SID);
        Optional<String> signature = request.header(CallbackSignature.HEADER);
        if (authToken.isEmpty() || accountSid.isEmpty()) {
            return new Forged("nothing can prove a callback without the settings " + TwilioDescriptor.ACCOUNT_SID
                    + " and " + TwilioDescriptor.AUTH_TOKEN);
        }
        if (signature.isEmpty()) {
            return new Forged("the header " + CallbackSignature.HEADER + " is missing");
        }
        // A callback by GET, which Twilio can be set to, has its fields in the query and thereby in the signed URL.
        boolean post = request.method().equals("POST");
        FormFields form = FormFields.parse(post ? new String(request.body(), StandardCharsets.UTF_8) : "");
        boolean proven = Stream.concat(authToken.stream(), settings.get(TwilioDescriptor.NEXT_AUTH_TOKEN).stream())
                .anyMatch(token -> CallbackSignature.proves(signature.get(), request.url(), form.values(), token));
        if (!proven) {
            return new Forged("the header " + CallbackSignature.HEADER + " does not fit: the auth token in the settings"
                    + " is not the primary token of the account, or Twilio knows another URL than "
                    + request.url().getScheme() + "://" + request.url().getRawAuthority());
        }
        FormFields fields = post ? form : FormFields.parse(Optional.ofNullable(request.url().getRawQuery()).orElse(""));
        Optional<String> account = fields.first("AccountSid");
        if (account.isPresent() && !account.equals(accountSid)) {
            return new Forged("it is about another Twilio account than the one in the settings");
        }
        return account.isPresent() ? report(fields) : new Ignored("it names no AccountSid");
    }

    private static CallbackOutcome report(FormFields fields) {
        Optional<String> word = fields.first("MessageStatus").or(() -> fields.first("SmsStatus"));
        if (word.filter("receiving"::equals).isPresent()) {
            return new Ignored("it is a message from a person that is still on its way");
        }
        if (word.filter("received"::equals).isPresent()) {
            return inbound(fields);
        }
        Optional<String> sid = fields.first("MessageSid").or(() -> fields.first("SmsSid"))
                .filter(TwilioApi::isMessageSid);
        if (word.isEmpty() || sid.isEmpty()) {
            return new Ignored("it has no MessageStatus, or no MessageSid of the form SM or MM and 32 digits");
        }
        return new Reports(List.of(MessageReports.of(sid.get(), word.get(), fields.first("ErrorCode"), ownWords(fields),
                fields.shown())));
    }

    /** A message by media alone has no text. What is said to be still on its way comes again when it is there. */
    private static CallbackOutcome inbound(FormFields fields) {
        Optional<String> id = fields.first("MessageSid").or(() -> fields.first("SmsSid"))
                .filter(TwilioApi::isMessageSid);
        Optional<Address> person = address(fields.first("From"));
        Optional<Address> sender = address(fields.first("To"));
        if (id.isEmpty() || person.isEmpty() || sender.isEmpty()) {
            return new Ignored("it is a message from a person without MessageSid, From or To of WhatsApp");
        }
        return new Received(new InboundMessage(id.get(), person.get(), sender.get(), fields.first("Body")),
                NOTHING_TO_SAY);
    }

    /** Without the channel's name; empty for what is no WhatsApp address, as that of a text message. */
    static Optional<Address> address(Optional<String> prefixed) {
        String prefix = MessageForm.CHANNEL_PREFIX;
        return prefixed.filter(text -> text.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(text -> text.substring(prefix.length()).strip()).filter(Address::fits).map(Address::new);
    }

    /** WhatsApp's words are nearer to the cause than Twilio's. */
    private static Optional<String> ownWords(FormFields fields) {
        return fields.first("ChannelStatusMessage").or(() -> fields.first("ErrorMessage"));
    }

}
