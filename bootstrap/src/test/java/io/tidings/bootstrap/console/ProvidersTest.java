package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.testing.ScriptedProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Several providers, also of channels that the console has never heard of. */
@NeedsBrowser
class ProvidersTest {

    @TempDir
    private static Path directory;

    private static Installation installation;

    private Backend backend;
    private ConsoleUser user;

    /** Of a channel that knows no window for free text. */
    public static final class Pager implements ChannelProvider {

        private final ChannelProvider service = new ScriptedProvider(new ProviderId("pager"), new Channel("pager"));

        @Override
        public ProviderDescriptor descriptor() {
            return service.descriptor();
        }

        @Override
        public Verification verify(ProviderSettings settings) {
            return service.verify(settings);
        }

        @Override
        public SendOutcome send(SendRequest request) {
            return service.send(request);
        }

        @Override
        public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
            return service.readCallback(request, settings);
        }

        @Override
        public LookUpOutcome lookUp(LookUp question) {
            return service.lookUp(question);
        }
    }

    /** Other providers are put on the class path, as anybody would do it. */
    @BeforeAll
    static void start() throws IOException {
        Path services = Files.createDirectories(directory.resolve("more/META-INF/services"));
        Files.write(services.resolve(ChannelProvider.class.getName()),
                List.of(ScriptedProvider.class.getName(), Pager.class.getName()));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var more = new URLClassLoader(new URL[]{directory.resolve("more").toUri().toURL()}, before)) {
            thread.setContextClassLoader(more);
            installation = Installation.withCallbacks(directory);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @BeforeEach
    void signIn() {
        backend = installation.backend().setUp();
        user = new ConsoleUser(installation.url).open("#/apps/" + backend.appId() + "/channels")
                .signIn(installation.tidings.adminToken().reveal()).sees("WhatsApp");
    }

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
    }

    private JsonNode instance(int position) {
        return Backend.ok(backend.admin("GET", backend.instances(), null)).at("/providerInstances/" + position);
    }

    @Test
    void anyProvider_hasTheSameForm_withItsOwnFields() {
        user.follow("Add Scripted").sees("The test makes it up.").findsItAccessible();
        user.type("Sender", "AC12").sees("must be AC followed by 16 hexadecimal digits");
        user.type("Sender", "AC0123456789abcdef").type("Token", "a-token-of-the-other").press("Enable Scripted")
                .sees("Check connection").press("Check connection").sees("It works.").sees("Callback URL")
                .findsItAccessible();

        assertThat(instance(1).get("provider").asText()).isEqualTo("scripted");
        assertThat(user.field("Token").getDomProperty("value")).isEmpty();
        assertThat(user.driver().getPageSource()).doesNotContain("a-token-of-the-other");
    }

    @Test
    void whatOneChannelAloneKnows_isSaidOfNoOther() {
        user.open("#/apps/" + backend.appId() + "/send").sees("WhatsApp takes free text only within 24 hours");
        user.open("#/apps/" + backend.appId() + "/new-template").sees("Outside of the 24-hour window")
                .press("Say something on Pager").see(By.id("pager-text"));
        assertThat(user.driver().findElements(By.cssSelector("input[type=checkbox]"))).hasSize(1);

        Backend.ok(backend.admin("PUT", backend.instances() + "/" + backend.instanceId() + "/disable", null));
        user.open("#/apps/" + backend.appId() + "/send").sees("No provider is enabled").findsItAccessible()
                .follow("Set one up").follow("Set up Scripted").type("Sender", "AC0123456789abcdef")
                .type("Token", "a-token-of-the-other").press("Enable Scripted").sees("It works.");
        user.open("#/apps/" + backend.appId() + "/send").type("Message", "Your *table*").seesNot("WhatsApp takes");
        assertThat(user.see(By.className("bubble")).getText()).isEqualTo("Your *table*");
        user.findsItAccessible();
    }

    @Test
    void rateAndConcurrency_areChanged_andWhatIsWrongStandsAtItsField() {
        user.follow("Twilio WhatsApp").unfold("Name, rate limit and concurrency").type("Messages a second", "12345")
                .press("Save").sees("must be from 1 to 10000").findsItAccessible();
        user.type("Messages a second", "12").type("Concurrency", "3").type("Name", "Main").press("Save")
                .sees("Saved.");

        assertThat(instance(0).get("messagesPerSecond").asInt()).isEqualTo(12);
        assertThat(instance(0).get("concurrency").asInt()).isEqualTo(3);
        user.follow("Channels").sees("Main").sees("12 a second");
    }

    @Test
    void orderDecidesWhoSends_andDisablingHandsOver() {
        user.follow("Add Twilio WhatsApp").type("Account SID", "AC00000000000000000000000000000001")
                .type("Auth Token", "feedfacefeedfacefeedfacefeedface").type("From number", "+14155238887")
                .unfold("Name, rate limit and concurrency").type("Name", "Second").press("Enable Twilio WhatsApp")
                .sees("Second is enabled.").follow("Channels");
        assertThat(standing("Second")).contains("reserve");

        user.press("Move Second up").sees("Second is number 1 now.").findsItAccessible();
        user.until("Second sends", () -> standing("Second").contains("active"));
        assertThat(instance(0).get("name").asText()).isEqualTo("Second");

        user.follow("Second").press("Disable").sees("Disabled. What waits stays").sees("disabled").follow("Channels");
        user.until("the other sends", () -> standing("Twilio WhatsApp").contains("active"));
        user.follow("Second").press("Enable").sees("Enabled.").press("Remove").sees("Remove Second?")
                .findsItAccessible();
        user.see(By.cssSelector("dialog[open] .danger")).click();
        user.sees("Second is removed.");
    }

    private String standing(String name) {
        return user.see(By.xpath("//li[.//a[normalize-space()='" + name + "']]")).getText();
    }
}
