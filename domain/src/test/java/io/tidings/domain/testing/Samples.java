package io.tidings.domain.testing;

import io.tidings.domain.delivery.Priority;
import io.tidings.domain.provider.RateLimit;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateContent;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What tests need again and again. Every builder gives a new identifier, different from all others of the process.
 * Instants are whole milliseconds, as the clocks of Tidings give them and stores keep them.
 */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    public static final Channel WHATSAPP = new Channel("whatsapp");

    public static final UserId ANN = new UserId("ann@example.com");

    /** From the range that the United Kingdom keeps for fiction. */
    public static final String PHONE = "+447700900123";

    /**
     * Letters of one to four bytes in UTF-8, joined ones, both directions, quotes, wildcards and control characters.
     */
    public static final String AWKWARD_TEXT = "Zo\u00eb \u20ac \ud83d\udc69\u200d\ud83d\udc67 \ud842\udfb7 "
            + "\u05e9\u05dc\u05d5\u05dd e\u0301 '; DROP TABLE x; -- \" \\ %_* ? :name ${x} {} "
            + "\t\r\n\u0001\u001f\u007f\u0085\u2028\ufeff ";

    public static final Secret API_SECRET = Secret.of("a-secret-of-256-random-bits-would-be-here");

    /**
     * Not in the millisecond of {@link CountingIds#CountingIds()}, so that a test's own identifiers are none of these.
     */
    private static final CountingIds IDS = new CountingIds(NOW.plusMillis(1));

    private Samples() {}

    public static App app() {
        AppId id = new AppId(IDS.next());
        return new App(id, "Sample", new ApiKey("key-" + id), SecretDigest.of(API_SECRET), Optional.empty(), NOW);
    }

    /** An enabled instance of {@link ScriptedProvider}, at position 0, as fast as can be. */
    public static ProviderInstance instance(AppId app) {
        return instance(app, ScriptedProvider.ID, WHATSAPP);
    }

    public static ProviderInstance instance(AppId app, ProviderId provider, Channel channel) {
        return new ProviderInstance(new ProviderInstanceId(IDS.next()), app, provider, channel, "Sample",
                ScriptedProvider.SETTINGS, true, 0, ProviderInstance.DEFAULT_CONCURRENCY, new RateLimit(RateLimit.MAX),
                0, NOW,
                NOW);
    }

    public static Lane lane(ProviderInstance instance) {
        return new Lane(instance.provider(), instance.id());
    }

    /** A lane of {@link ScriptedProvider} through an instance that nobody stored. */
    public static Lane lane() {
        return new Lane(ScriptedProvider.ID, new ProviderInstanceId(IDS.next()));
    }

    /** {@link #ANN}, who can be reached at {@link #PHONE}. */
    public static UserProfile profile(AppId app) {
        return new UserProfile(app, ANN, JsonObject.of(Map.of("phoneNumber", PHONE)), NOW, NOW);
    }

    public static Notification notification(AppId app) {
        return new Notification(new NotificationId(IDS.next()), app, Content.of("Your parcel has arrived."),
                Optional.empty(), Optional.empty(), JsonObject.EMPTY, Overrides.NONE, Optional.empty(),
                Optional.empty(), 1, NOW);
    }

    /** One that says a text on {@link #WHATSAPP}. */
    public static Template template(AppId app, String identifier) {
        return template(app, identifier, "Hello {{recipient.identifier}}, see you {{data.day}}.");
    }

    public static Template template(AppId app, String identifier, String text) {
        return new Template(new TemplateId(IDS.next()), app, new TemplateIdentifier(identifier), "Sample",
                Map.of(WHATSAPP, new ChannelContent(new TemplateContent.Text(text), Optional.empty())), 0, NOW, NOW);
    }

    public static DeliveryOrder order() {
        return order(new AppId(IDS.next()), new NotificationId(IDS.next()));
    }

    /** For {@link #ANN} on {@link #WHATSAPP}, accepted {@link #NOW}, with a budget of a day. */
    public static DeliveryOrder order(AppId app, NotificationId notification) {
        return new DeliveryOrder(new DeliveryId(IDS.next()), notification, app, ANN, WHATSAPP,
                Priority.NORMAL, NOW, NOW.plus(Duration.ofDays(1)), Optional.empty());
    }

    /** A new delivery, due {@link #NOW}. */
    public static Delivery queued() {
        return queued(order(), lane());
    }

    /** The same, with approved content in reserve for where free text is not taken. */
    public static Delivery queuedWithReserve() {
        DeliveryOrder it = order();
        return queued(new DeliveryOrder(it.id(), it.notification(), it.app(), it.user(), it.channel(), it.priority(),
                it.createdAt(), it.expiresAt(), it.resendOf(), true), lane());
    }

    public static Delivery queued(DeliveryOrder order, Lane lane) {
        return Delivery.queued(order, lane, Optional.empty());
    }

    /** The standard policies without callbacks, at that moment, with a chance that is the same in every run. */
    public static Pace pace(Instant now) {
        return new Pace(now, Policies.standard(false), new Random(7));
    }

    public static Lease lease(Instant now) {
        return new Lease("node-1", now.plus(Duration.ofMinutes(1)));
    }

    /** Begins an attempt of each, of whose messages it is not known what they look like. */
    public static UnaryOperator<List<Delivery>> beginning(Lease lease, Instant now) {
        return due -> due.stream().map(delivery -> delivery.begun(lease, Optional.empty(), Optional.empty(), now))
                .toList();
    }

    public static ProviderFault fault(FaultKind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return new ProviderFault("sample_" + name, kind, "A sample of a fault: " + name + ".",
                Optional.of(URI.create("https://example.com/faults/" + name)));
    }

    /** A report in the service's own words; a failure is one of the {@linkplain FaultKind#RECIPIENT recipient}. */
    public static Report report(String reference, ReportedStatus status) {
        return status == ReportedStatus.FAILED
                ? failure(reference, FaultKind.RECIPIENT)
                : report(reference, status, Optional.empty());
    }

    public static Report failure(String reference, FaultKind kind) {
        return report(reference, ReportedStatus.FAILED, Optional.of(fault(kind)));
    }

    private static Report report(String reference, ReportedStatus status, Optional<ProviderFault> fault) {
        String word = status.name().toLowerCase(Locale.ROOT);
        return new Report(reference, status, word, fault, Map.of("MessageStatus", word));
    }
}
