package io.tidings.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ChannelProviderContract;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderCallbackContract;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.Verification;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The shortest provider keeps the whole contract, and does what it is told. */
final class ScriptedProviderTest implements ChannelProviderContract, ProviderCallbackContract {

    private final ScriptedProvider provider = new ScriptedProvider();

    @Override
    public ChannelProvider provider() {
        return provider;
    }

    @Override
    public ProviderSettings settings() {
        return ScriptedProvider.SETTINGS;
    }

    @Override
    public JsonObject properties() {
        return Samples.profile(Samples.app().id()).properties();
    }

    @Override
    public int requestsToTheService() {
        return provider.requests().size();
    }

    @Override
    public CallbackRequest callback(String reference) {
        return ScriptedProvider.callback(URI.create("https://example.com/callback"), settings(), reference,
                ReportedStatus.DELIVERED);
    }

    @Test
    void scriptedOutcomes_comeFirstAndOnce() {
        var refused = new SendOutcome.Refused(Samples.fault(FaultKind.CONTENT));
        var uncertain = new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY));
        provider.then(refused, uncertain).answering(request -> new SendOutcome.Accepted("answered"));
        assertThat(List.of(provider.send(request()), provider.send(request()), provider.send(request())))
                .containsExactly(refused, uncertain, new SendOutcome.Accepted("answered"));
        assertThat(provider.requests()).hasSize(3);
    }

    @Test
    void lookUpsAndVerifications_areScriptedToo() {
        var question = new LookUp.ByReference(settings(), "SM1");
        assertThat(provider.lookUp(question)).isEqualTo(new LookUpOutcome.Found(List.of()));
        var refused = new LookUpOutcome.Refused(Samples.fault(FaultKind.SETTINGS));
        assertThat(provider.answeringLookUps(asked -> refused).lookUp(question)).isEqualTo(refused);
        assertThat(provider.questions()).containsExactly(question, question);

        var fails = new Verification.Fails(Samples.fault(FaultKind.SETTINGS));
        assertThat(provider.verifying(fails).verify(settings())).isEqualTo(fails);
    }

    private SendRequest request() {
        return new SendRequest("attempt-1", settings(), Samples.profile(Samples.app().id()),
                Content.of("Hello"), JsonObject.EMPTY, Optional.empty());
    }
}
