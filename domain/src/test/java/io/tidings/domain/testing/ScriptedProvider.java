package io.tidings.domain.testing;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.PhoneNumber;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.CallbackAnswer;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.Constraint;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.provider.KnownFault;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ProfileProperty;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.ProviderTemplate;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.SettingField;
import io.tidings.domain.provider.SettingProblem;
import io.tidings.domain.provider.TemplateListing;
import io.tidings.domain.provider.Verification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider whose service is the test: it answers what it was told to and remembers what it was asked. It keeps the
 * whole contract of a provider, so it is also the shortest example of one.
 *
 * <p>Its callbacks carry the token in the header {@value #PROOF} and one message a line: {@code reference word}. What a
 * person writes comes alone, after the word {@code inbound}: identifier, person, sender and text.
 */
public final class ScriptedProvider implements ChannelProvider {

    public static final ProviderId ID = new ProviderId("scripted");

    /** A secret setting. */
    public static final String TOKEN = "SCRIPTED_TOKEN";

    /** A setting that must match a pattern. */
    public static final String SENDER = "SCRIPTED_SENDER";

    /** Settings that are right. */
    public static final ProviderSettings SETTINGS = ProviderSettings
            .of(Map.of(TOKEN, "scripted-token-0123456789", SENDER, "AC0123456789abcdef"));

    /** The header of a callback that proves where it comes from. */
    public static final String PROOF = "Scripted-Token";

    /** The mark of an {@link Imprint} that holds what was said. */
    public static final String TEXT = "text";

    private static final String INBOUND = "inbound";
    private static final String PHONE_NUMBER = "phoneNumber";

    private final ProviderDescriptor descriptor;
    private final Queue<SendOutcome> script = new ConcurrentLinkedQueue<>();
    private final Queue<SendRequest> requests = new ConcurrentLinkedQueue<>();
    private final Queue<LookUp> questions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Function<SendRequest, SendOutcome> answer = this::accept;
    private volatile Function<LookUp, LookUpOutcome> lookUpAnswer = question -> new LookUpOutcome.Found(List.of());
    private volatile List<ProviderTemplate> templates = List.of();
    private volatile Verification verification = new Verification.Works("a scripted account");

    public ScriptedProvider() {
        this(ID, Samples.WHATSAPP);
    }

    /** Another one, for tests with several. */
    public ScriptedProvider(ProviderId id, Channel channel) {
        descriptor = new ProviderDescriptor(id, channel, "Scripted",
                List.of(new SettingField(TOKEN, "Token", "The test makes it up.", new Constraint.AnyText(100), true,
                        true),
                        new SettingField(SENDER, "Sender", "The test makes it up.",
                                new Constraint.Matching("AC[0-9a-f]{16}",
                                        "must be AC followed by 16 hexadecimal digits", "AC0123456789abcdef"),
                                true, false)),
                List.of(new ProfileProperty(PHONE_NUMBER, "The phone number, such as +919988776655.")),
                Set.of(ReportedStatus.SENT, ReportedStatus.FAILED, ReportedStatus.DELIVERED, ReportedStatus.SEEN),
                List.of(new KnownFault("failed", "The service reports that it failed. Look there."),
                        new KnownFault("settings", "A setting is missing or wrong. Correct it."),
                        new KnownFault("no_phone_number", "The profile has no phone number. Give it one."),
                        new KnownFault("no_text", "There is nothing to say. Say something.")),
                List.of("Report to {callbackUrl}."), URI.create("https://example.com/scripted"));
    }

    /** The next calls end with these outcomes, one each; after them, as {@link #answering} says. */
    public ScriptedProvider then(SendOutcome... outcomes) {
        script.addAll(Arrays.asList(outcomes));
        return this;
    }

    /** How calls end that nothing was scripted for; at first they are accepted as {@code scripted-1} and so on. */
    public ScriptedProvider answering(Function<SendRequest, SendOutcome> answer) {
        this.answer = answer;
        return this;
    }

    /** How questions end; at first no message is found. */
    public ScriptedProvider answeringLookUps(Function<LookUp, LookUpOutcome> answer) {
        this.lookUpAnswer = answer;
        return this;
    }

    /** How well-formed settings are found; at first they work. */
    public ScriptedProvider verifying(Verification verification) {
        this.verification = verification;
        return this;
    }

    /** What the account has; at first nothing. */
    public ScriptedProvider having(ProviderTemplate... templates) {
        this.templates = List.of(templates);
        return this;
    }

    /** The requests that reached the service, oldest first. */
    public List<SendRequest> requests() {
        return List.copyOf(requests);
    }

    /** The questions that reached the service, oldest first. */
    public List<LookUp> questions() {
        return List.copyOf(questions);
    }

    /** What the service with these settings sends when it reports on a message. */
    public static CallbackRequest callback(URI url, ProviderSettings settings, String reference,
            ReportedStatus status) {
        String body = reference + " " + status.name().toLowerCase(Locale.ROOT);
        return new CallbackRequest("POST", url, Map.of(PROOF, List.of(settings.require(TOKEN))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** What the service with these settings sends when a person has written to their sender. */
    public static CallbackRequest inbound(URI url, ProviderSettings settings, String id, String person, String text) {
        String body = String.join(" ", INBOUND, id, person, settings.require(SENDER), text);
        return new CallbackRequest("POST", url, Map.of(PROOF, List.of(settings.require(TOKEN))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Parties> parties(ProviderSettings settings, UserProfile recipient, JsonObject overrides) {
        return recipient.properties().text(PHONE_NUMBER).filter(Address::fits).map(Address::new)
                .map(person -> new Parties(person, settings.get(SENDER).map(Address::new)));
    }

    /** A text that the caller gives stands for whatever else there is, a picture for all but a text. */
    @Override
    public boolean replacesContent(JsonObject overrides) {
        return replacesText(overrides) || overrides.members().get("picture") != null;
    }

    @Override
    public boolean replacesText(JsonObject overrides) {
        return overrides.members().get("text") != null;
    }

    @Override
    public ProviderDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Verification verify(ProviderSettings settings) {
        return faultOf(settings).<Verification>map(Verification.Fails::new).orElse(verification);
    }

    /** A message is found by its account, which is the sender, and by its text where it has one. */
    @Override
    public Prepared prepare(SendRequest request) {
        Optional<ProviderFault> fault = faultOf(request.settings()).or(() -> faultOf(request));
        if (fault.isPresent()) {
            return new Prepared.Refused(fault.get());
        }
        var marks = new HashMap<>(Map.of(SENDER, request.settings().require(SENDER)));
        request.content().text().ifPresent(text -> marks.put(TEXT, text));
        return new Prepared.Message(Optional.of(
                new Imprint(new Address(request.recipient().properties().text(PHONE_NUMBER).orElseThrow()), marks)));
    }

    @Override
    public SendOutcome send(SendRequest request) {
        if (prepare(request) instanceof Prepared.Refused(ProviderFault fault)) {
            return new SendOutcome.Refused(fault);
        }
        requests.add(request);
        SendOutcome scripted = script.poll();
        return scripted == null ? answer.apply(request) : scripted;
    }

    @Override
    public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
        Optional<String> proof = request.header(PROOF);
        if (proof.isEmpty() || !proof.equals(settings.get(TOKEN))) {
            return new CallbackOutcome.Forged("the header " + PROOF + " does not hold the token");
        }
        String[] words = new String(request.body(), StandardCharsets.UTF_8).split(" ", 5);
        if (words.length == 5 && words[0].equals(INBOUND)) {
            return new CallbackOutcome.Received(new InboundMessage(words[1], new Address(words[2]),
                    new Address(words[3]), Optional.of(words[4])), new CallbackAnswer("text/plain", "thanks"));
        }
        List<Report> reports = new String(request.body(), StandardCharsets.UTF_8).lines()
                .map(line -> line.split(" ", 2))
                .filter(pair -> pair.length == 2 && !pair[0].isBlank())
                .map(pair -> report(pair[0], pair[1]))
                .toList();
        return reports.isEmpty()
                ? new CallbackOutcome.Ignored("it names no message")
                : new CallbackOutcome.Reports(reports);
    }

    @Override
    public LookUpOutcome lookUp(LookUp question) {
        Optional<ProviderFault> fault = faultOf(question.settings());
        if (fault.isPresent()) {
            return new LookUpOutcome.Refused(fault.get());
        }
        if (question instanceof LookUp.ByImprint(var settings, var imprint, var from, var until)
                && !settings.require(SENDER).equals(imprint.marks().get(SENDER))) {
            return new LookUpOutcome.Refused(ProviderFault.of("other_account", FaultKind.UNKNOWN,
                    "The message went through another account. Enter that one's settings to ask for it."));
        }
        questions.add(question);
        return lookUpAnswer.apply(question);
    }

    @Override
    public Optional<Constraint> templateReference() {
        return Optional.of(new Constraint.Matching("T[0-9]{1,9}", "must be T followed by digits", "T1"));
    }

    /** Each template is a page of its own; a cursor is how many have been told. */
    @Override
    public TemplateListing templates(ProviderSettings settings, Optional<String> cursor, int limit) {
        int told = cursor.map(Integer::parseInt).orElse(0);
        return faultOf(settings).<TemplateListing>map(TemplateListing.Failed::new)
                .orElseGet(() -> new TemplateListing.Listed(templates.stream().skip(told).limit(1).toList(),
                        Optional.of(String.valueOf(told + 1)).filter(next -> told + 1 < templates.size())));
    }

    private SendOutcome accept(SendRequest request) {
        return new SendOutcome.Accepted("scripted-" + accepted.incrementAndGet());
    }

    private Optional<ProviderFault> faultOf(ProviderSettings settings) {
        return settings.problems(descriptor).stream().findFirst().map(ScriptedProvider::fault);
    }

    private Optional<ProviderFault> faultOf(SendRequest request) {
        if (request.recipient().properties().text(PHONE_NUMBER).flatMap(PhoneNumber::parse).isEmpty()) {
            return Optional.of(ProviderFault.of("no_phone_number", FaultKind.RECIPIENT,
                    "The profile has no phoneNumber such as +919988776655. Put one there, then send again."));
        }
        return request.content().text().isPresent() || request.content().approved().isPresent()
                || replacesContent(request.overrides())
                        ? Optional.empty()
                        : Optional.of(ProviderFault.of("no_text", FaultKind.CONTENT,
                                "There is neither a message nor a title. Say something, then send again."));
    }

    private static ProviderFault fault(SettingProblem problem) {
        return ProviderFault.of("settings", FaultKind.SETTINGS, problem.key() + " " + problem.message());
    }

    private static Report report(String reference, String word) {
        ReportedStatus status = Arrays.stream(ReportedStatus.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst().orElse(ReportedStatus.UNKNOWN);
        Optional<ProviderFault> fault = status == ReportedStatus.FAILED
                ? Optional.of(ProviderFault.of("failed", FaultKind.RECIPIENT, "The service reports that it failed."))
                : Optional.empty();
        return new Report(reference, status, word, fault, Map.of("reference", reference, "word", word));
    }
}
