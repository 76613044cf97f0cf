package io.tidings.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.Constraint;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.TemplateListing;
import io.tidings.domain.provider.Verification;
import java.util.Map;
import java.util.Optional;

/**
 * The channel provider {@code twilio_whatsapp}: WhatsApp messages through Twilio's Programmable Messaging API.
 *
 * <p>Serves any number of accounts at once over one pool of connections and keeps no settings. Safe for use by many
 * threads.
 */
public final class TwilioWhatsApp implements ChannelProvider, AutoCloseable {

    private final TwilioApi api;
    private final MessageLookUp lookUp;

    public TwilioWhatsApp(TwilioSettings settings) {
        this.api = new TwilioApi(settings);
        this.lookUp = new MessageLookUp(api);
    }

    @Override
    public ProviderDescriptor descriptor() {
        return TwilioDescriptor.DESCRIPTOR;
    }

    /** Fetches the account; that the sender is one of WhatsApp's shows only when a message is sent. */
    @Override
    public Verification verify(ProviderSettings settings) {
        var problems = settings.problems(TwilioDescriptor.DESCRIPTOR);
        if (!problems.isEmpty()) {
            return new Verification.Fails(TwilioFaults.of(problems));
        }
        return switch (api.account(settings)) {
            case Answer.Missing missing -> new Verification.Fails(ConnectionFaults.of(missing));
            case Answer.Given given when given.status() == 200 && given.json().isPresent() ->
                verified(given.json().get());
            case Answer.Given given -> new Verification.Fails(ErrorBody.of(given).fault(
                    given.status() / 100 == 4 ? FaultKind.SETTINGS : FaultKind.RETRY,
                    "Twilio, or a gateway before it, answered HTTP " + given.status() + " to the question for the"
                            + " account. Try again; if it stays so, check the address of Twilio's API."));
        };
    }

    private static Verification verified(JsonNode account) {
        String name = Answer.text(account, "friendly_name").map(TwilioFaults::shown).orElse("the account");
        return switch (Answer.text(account, "status").orElse("unknown")) {
            case "active" -> new Verification.Works(account.path("type").asText().equals("Trial")
                    ? name + " (a trial account: it reaches verified numbers only)"
                    : name);
            case "suspended" -> new Verification.Fails(ProviderFault.of("suspended", FaultKind.SETTINGS,
                    "Twilio has suspended the account " + name + ". Open Twilio's console to see why; usually billing"
                            + " or a review by Twilio has to be settled first."));
            case "closed" -> new Verification.Fails(ProviderFault.of("closed", FaultKind.SETTINGS,
                    "The account " + name + " is closed at Twilio. Use the credentials of another account."));
            default -> new Verification.Fails(ProviderFault.of("unreadable_answer", FaultKind.RETRY,
                    "Twilio's answer does not say that the account is active. Check the address of Twilio's API."));
        };
    }

    @Override
    public Prepared prepare(SendRequest request) {
        return switch (form(request)) {
            case MessageForm.Lacking lacking -> new Prepared.Refused(lacking.fault());
            case MessageForm.Complete form -> new Prepared.Message(MessageImprint.of(request.settings(), form));
        };
    }

    @Override
    public SendOutcome send(SendRequest request) {
        return switch (form(request)) {
            case MessageForm.Lacking lacking -> new SendOutcome.Refused(lacking.fault());
            case MessageForm.Complete form -> SendOutcomes.of(api.create(request.settings(), form.fields()),
                    form.senderOverridden());
        };
    }

    private static MessageForm form(SendRequest request) {
        var problems = request.settings().problems(TwilioDescriptor.DESCRIPTOR);
        return problems.isEmpty()
                ? MessageForm.of(request.settings(), request.recipient(), request.content(), request.overrides(),
                        request.callback())
                : new MessageForm.Lacking(TwilioFaults.of(problems));
    }

    @Override
    public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
        return TwilioCallbacks.read(request, settings);
    }

    @Override
    public Optional<Parties> parties(ProviderSettings settings, UserProfile recipient, JsonObject overrides) {
        return settings.problems(TwilioDescriptor.DESCRIPTOR).isEmpty()
                ? MessageForm.parties(settings, recipient, overrides)
                : Optional.empty();
    }

    @Override
    public boolean replacesContent(JsonObject overrides) {
        return MessageForm.replacesContent(overrides.members());
    }

    @Override
    public boolean replacesText(JsonObject overrides) {
        return MessageForm.replacesText(overrides.members());
    }

    @Override
    public LookUpOutcome lookUp(LookUp question) {
        var problems = question.settings().problems(TwilioDescriptor.DESCRIPTOR);
        if (!problems.isEmpty()) {
            return new LookUpOutcome.Refused(TwilioFaults.of(problems));
        }
        return switch (question) {
            case LookUp.ByReference reference -> lookUp.byReference(reference);
            case LookUp.ByImprint imprint -> lookUp.byImprint(imprint);
        };
    }

    @Override
    public Optional<Constraint> templateReference() {
        return Optional.of(ContentTemplates.REFERENCE);
    }

    @Override
    public TemplateListing templates(ProviderSettings settings, Optional<String> cursor, int limit) {
        Map<String, String> page = ContentTemplates.page(cursor, limit);
        var problems = settings.problems(TwilioDescriptor.DESCRIPTOR);
        return problems.isEmpty()
                ? ContentTemplates.of(api.contents(settings, page))
                : new TemplateListing.Failed(TwilioFaults.of(problems));
    }

    /** Ends the connections. A send that is under way becomes {@link SendOutcome.Uncertain}. */
    @Override
    public void close() {
        api.close();
    }
}
