package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.ApprovedContent;
import io.tidings.domain.content.Content;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.testing.AwkwardJson;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Together;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChannelProvider} holds; {@link ProviderCallbackContract} says the same of callbacks. The service
 * behind it works, takes every message, and is new for each test.
 */
public interface ChannelProviderContract {

    /** No setting has it as a right value, and no answer may repeat it. */
    String WRONG_VALUE = "\u0007ill-formed-and-confidential";

    Content NOTHING = new Content(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same within one test. */
    ChannelProvider provider();

    /** Settings that are right and with which the service works. */
    ProviderSettings settings();

    /** The properties of a person whom the provider can reach. */
    JsonObject properties();

    /** How many requests of any kind the service has received. */
    int requestsToTheService();

    @Test
    default void descriptor_isTheSameAtEveryCall() {
        assertThat(provider().descriptor()).isEqualTo(provider().descriptor());
        verifyAndSend();
        assertThat(Together.call(4, provider()::descriptor)).containsOnly(provider().descriptor());
    }

    @Test
    default void descriptor_tellsAPersonAllThatIsNeeded() {
        ProviderDescriptor descriptor = provider().descriptor();
        assertThat(descriptor.name()).isNotBlank();
        assertThat(descriptor.documentation().getScheme()).isEqualTo("https");
        assertThat(descriptor.setUpSteps()).isNotEmpty().allSatisfy(step -> assertThat(step).isNotBlank());
        assertThat(descriptor.settings()).allSatisfy(field -> {
            assertThat(field.key()).matches("[A-Za-z][A-Za-z0-9_]*");
            assertThat(field.label()).isNotBlank();
            assertThat(field.help()).isNotBlank();
        });
        assertThat(descriptor.profileProperties()).allSatisfy(property -> {
            assertThat(property.path()).isNotBlank();
            assertThat(property.help()).isNotBlank();
        });
        assertThat(descriptor.reports()).doesNotContain(ReportedStatus.UNKNOWN);
        assertThat(descriptor.faults()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.code()).matches("[A-Za-z0-9._{}-]+");
            assertThat(fault.explanation()).endsWith(".");
        });
    }

    @Test
    default void rightSettings_haveNoProblemAndWork() {
        assertThat(settings().problems(provider().descriptor())).isEmpty();
        assertThat(provider().verify(settings())).isInstanceOfSatisfying(Verification.Works.class,
                works -> assertThat(works.says()).isNotBlank());
    }

    @Test
    default void illFormedSettings_areNamedWithoutAnyRequest() {
        for (var wrong : illFormed()) {
            assertThat(provider().verify(wrong.settings())).isInstanceOfSatisfying(Verification.Fails.class,
                    fails -> assertNames(wrong.key(), fails.fault()));
            assertThat(provider().send(request(wrong.settings(), properties()))).isInstanceOfSatisfying(
                    SendOutcome.Refused.class, refused -> assertNames(wrong.key(), refused.fault()));
            assertThat(provider().lookUp(new LookUp.ByReference(wrong.settings(), "SM1")))
                    .isInstanceOfSatisfying(LookUpOutcome.Refused.class,
                            refused -> assertNames(wrong.key(), refused.fault()));
            assertThat(provider().lookUp(byImprint(wrong.settings()))).isInstanceOf(LookUpOutcome.Refused.class);
        }
        assertThat(requestsToTheService()).isZero();
    }

    @Test
    default void verification_sendsNoMessageAndTheSendIsOneRequest() {
        provider().verify(settings());
        int before = requestsToTheService();
        assertThat(provider().send(request(settings(), properties()))).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(requestsToTheService()).isEqualTo(before + 1);
    }

    @Test
    default void profileWithoutANeededProperty_isRefusedWithoutAnyRequest() {
        assertRefused(request(settings(), JsonObject.EMPTY));
        for (ProfileProperty property : provider().descriptor().profileProperties()) {
            String top = property.path().split("\\.")[0];
            for (Object wrong : new Object[]{"", " ", Samples.AWKWARD_TEXT, true, 7, List.of(), Map.of()}) {
                assertRefused(request(settings(), properties().with(JsonObject.of(Map.of(top, wrong)))));
            }
        }
    }

    @Test
    default void messageThatSaysNothing_isRefusedWithoutAnyRequest() {
        assertRefused(new SendRequest("attempt-1", settings(), profile(properties()), NOTHING, JsonObject.EMPTY,
                Optional.empty()));
    }

    @Test
    default void awkwardContentsAndOverrides_throwNothing() {
        Optional<String> awkward = Optional.of(Samples.AWKWARD_TEXT);
        var content = new Content(awkward, awkward, awkward, awkward);
        var large = Content.of("\ud83d\ude00".repeat(50_000));
        for (JsonObject overrides : List.of(JsonObject.EMPTY, AwkwardJson.values(), AwkwardJson.deep())) {
            for (Content said : List.of(content, large, NOTHING)) {
                assertThat(provider().send(new SendRequest("attempt-1", settings(), profile(properties()), said,
                        overrides, Optional.of(URI.create("https://example.com/callback"))))).isNotNull();
            }
        }
    }

    @Test
    default void preparation_asksNobodyAndSaysTheSameEachTime() {
        SendRequest request = request(settings(), properties());
        assertThat(provider().prepare(request)).isInstanceOf(Prepared.Message.class)
                .isEqualTo(provider().prepare(request));
        assertThat(requestsToTheService()).isZero();
    }

    @Test
    default void preparation_refusesNothingThatIsSent() {
        for (SendRequest request : List.of(request(settings(), properties()), request(settings(), JsonObject.EMPTY),
                new SendRequest("attempt-1", settings(), profile(properties()), NOTHING, JsonObject.EMPTY,
                        Optional.empty()))) {
            if (provider().prepare(request) instanceof Prepared.Refused(ProviderFault fault)) {
                assertThat(provider().send(request)).isEqualTo(new SendOutcome.Refused(fault));
            }
        }
    }

    @Test
    default void imprint_isOfWhatIsSaidToWhomAndHoldsNoSecret() {
        if (provider().prepare(request(settings(), properties())) instanceof Prepared.Message(var imprint)
                && imprint.isPresent()) {
            assertThat(imprint.get().mayBe(imprint.get())).isTrue();
            var secrets = new HashMap<>(settings().reveal());
            secrets.keySet().removeIf(key -> !provider().descriptor().setting(key).orElseThrow().secret());
            assertThat(imprint.get().marks().values()).doesNotContainAnyElementsOf(secrets.values());
            assertThat(imprint.get().toString()).doesNotContain(Samples.PHONE.substring(1));
            var another = new SendRequest("attempt-2", settings(), profile(properties()), Content.of("Something else."),
                    JsonObject.EMPTY, Optional.empty());
            assertThat(((Prepared.Message) provider().prepare(another)).imprint().orElseThrow().mayBe(imprint.get()))
                    .isFalse();
        }
    }

    @Test
    default void lookUps_throwNothing() {
        assertThat(provider().lookUp(new LookUp.ByReference(settings(), "unknown"))).isNotNull();
        assertThat(provider().lookUp(new LookUp.ByReference(settings(), Samples.AWKWARD_TEXT))).isNotNull();
        assertThat(provider().lookUp(byImprint(settings()))).isNotNull();
        assertThat(provider().lookUp(byImprint(settings(), new Imprint(new Address("nobody"), Map.of())))).isNotNull();
        assertThat(provider().lookUp(byImprint(settings(), new Imprint(new Address("nobody"),
                Map.of("", "", "To", Samples.AWKWARD_TEXT, "unknown", Samples.AWKWARD_TEXT))))).isNotNull();
    }

    @Test
    default void templateOfTheService_isSentByItsReference_whereTheServiceHasTemplates() {
        Optional<Constraint> form = provider().templateReference();
        boolean listed = !(provider().templates(settings(), Optional.empty(), 10) instanceof TemplateListing.None);
        assertThat(listed).isEqualTo(form.isPresent());
        if (form.isPresent()) {
            assertThat(form.get()).isInstanceOfSatisfying(Constraint.Matching.class, matching -> {
                var content = Content.NONE.by(new ApprovedContent(matching.example(), Map.of("1", "10:00")));
                assertThat(provider().send(new SendRequest("attempt-1", settings(), profile(properties()), content,
                        JsonObject.EMPTY, Optional.empty()))).isInstanceOf(SendOutcome.Accepted.class);
            });
        }
    }

    @Test
    default void listOfTemplates_namesIllFormedSettings_andRefusesForeignCursors() {
        if (provider().templateReference().isPresent()) {
            for (IllFormed wrong : illFormed()) {
                assertThat(provider().templates(wrong.settings(), Optional.empty(), 10)).isInstanceOfSatisfying(
                        TemplateListing.Failed.class, failed -> assertNames(wrong.key(), failed.fault()));
            }
            assertThatThrownBy(() -> provider().templates(settings(), Optional.of("no cursor!"), 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void answers_holdNoSecretAndNoWholePhoneNumber() {
        var secrets = new HashMap<>(settings().reveal());
        secrets.keySet().removeIf(key -> !provider().descriptor().setting(key).orElseThrow().secret());
        JsonObject wrongNumber = properties().with(JsonObject.of(Map.of("phoneNumber", "0" + Samples.PHONE)));
        Stream<Object> answers = Stream.concat(illFormed().stream().map(IllFormed::settings).flatMap(wrong -> Stream.of(
                provider().verify(wrong),
                provider().send(request(wrong, properties())),
                provider().lookUp(new LookUp.ByReference(wrong, "SM1")))),
                Stream.of(provider().send(request(settings(), wrongNumber)),
                        provider().send(request(settings(), JsonObject.EMPTY)),
                        provider().verify(settings()),
                        provider().lookUp(byImprint(settings())),
                        provider().toString()));
        assertThat(answers.map(Object::toString)).allSatisfy(answer -> assertThat(answer)
                .doesNotContain(secrets.values())
                .doesNotContain(WRONG_VALUE, Samples.PHONE.substring(1)));
    }

    @Test
    default void manyThreads_sendAtOnceEachTheirOwn() {
        int threads = 8;
        ChannelProvider provider = provider();
        int before = requestsToTheService();
        List<SendOutcome> outcomes = Together.call(threads, () -> provider.send(request(settings(), properties())));
        assertThat(outcomes).hasOnlyElementsOfType(SendOutcome.Accepted.class).doesNotHaveDuplicates();
        assertThat(requestsToTheService()).isEqualTo(before + threads);
    }

    /** Settings that are wrong in one place each, and the key that is wrong. */
    private List<IllFormed> illFormed() {
        var all = new ArrayList<IllFormed>();
        for (SettingField field : provider().descriptor().settings()) {
            var values = new HashMap<>(settings().reveal());
            values.put(field.key(), WRONG_VALUE);
            all.add(new IllFormed(field.key(), ProviderSettings.of(values)));
            if (field.required()) {
                values.remove(field.key());
                all.add(new IllFormed(field.key(), ProviderSettings.of(values)));
            }
        }
        return all;
    }

    /** Settings of which one is wrong. */
    record IllFormed(String key, ProviderSettings settings) {}

    private void verifyAndSend() {
        provider().verify(settings());
        provider().send(request(settings(), properties()));
    }

    private void assertRefused(SendRequest request) {
        int before = requestsToTheService();
        assertThat(provider().send(request)).isInstanceOfSatisfying(SendOutcome.Refused.class,
                refused -> assertThat(provider().descriptor().faults()).extracting(KnownFault::code)
                        .contains(refused.fault().code()));
        assertThat(requestsToTheService()).isEqualTo(before);
    }

    private static void assertNames(String key, ProviderFault fault) {
        assertThat(fault.explanation()).contains(key);
    }

    private static SendRequest request(ProviderSettings settings, JsonObject properties) {
        return new SendRequest("attempt-1", settings, profile(properties), Content.of("Your parcel has arrived."),
                JsonObject.EMPTY, Optional.of(URI.create("https://example.com/callback")));
    }

    private LookUp byImprint(ProviderSettings settings) {
        Imprint imprint = provider().prepare(request(settings(), properties())) instanceof Prepared.Message message
                ? message.imprint().orElseGet(() -> new Imprint(new Address("nobody"), Map.of()))
                : new Imprint(new Address("nobody"), Map.of());
        return byImprint(settings, imprint);
    }

    private static LookUp byImprint(ProviderSettings settings, Imprint imprint) {
        return new LookUp.ByImprint(settings, imprint, Samples.NOW, Samples.NOW.plusSeconds(60));
    }

    private static UserProfile profile(JsonObject properties) {
        UserProfile sample = Samples.profile(Samples.app().id());
        return new UserProfile(sample.app(), sample.user(), properties, sample.createdAt(), sample.updatedAt());
    }
}
