package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Problem;
import io.tidings.application.ProviderInstances;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.Constraint;
import io.tidings.domain.provider.ProfileProperty;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.SettingField;
import java.util.List;
import java.util.Optional;

/** The providers that could be set up: enough for a client to draw the form. */
final class ProviderRoutes {

    private final ApiAccess access;
    private final ProviderInstances instances;

    ProviderRoutes(ApiAccess access, ProviderInstances instances) {
        this.access = access;
        this.instances = instances;
    }

    private record All(List<Provider> providers) {}

    private record Provider(String id, String channel, String name, List<Setting> settings,
            List<ProfileProperty> profileProperties, List<String> reports, List<String> setUpSteps,
            String documentation) {

        static Provider of(ProviderDescriptor descriptor) {
            return new Provider(descriptor.id().id(), descriptor.channel().id(), descriptor.name(),
                    descriptor.settings().stream().map(Setting::of).toList(), descriptor.profileProperties(),
                    descriptor.reports().stream().sorted().map(ProviderRoutes::event).toList(),
                    descriptor.setUpSteps(), descriptor.documentation().toString());
        }
    }

    private record Setting(String key, String label, String help, boolean required, boolean secret, Rule constraint) {

        static Setting of(SettingField field) {
            return new Setting(field.key(), field.label(), field.help(), field.required(), field.secret(),
                    switch (field.constraint()) {
                        case Constraint.AnyText text -> new Length("text", text.maxLength());
                        case Constraint.Matching matching ->
                            new Pattern("pattern", matching.regex(), matching.says(), matching.example());
                        case Constraint.OneOf oneOf -> new Choice("choice", oneOf.values());
                    });
        }
    }

    private sealed interface Rule {}

    private record Length(String kind, int maxLength) implements Rule {}

    private record Pattern(String kind, String regex, String says, String example) implements Rule {}

    private record Choice(String kind, List<String> values) implements Rule {}

    void addTo(RoutesConfig routes) {
        routes.get("/v1/providers", this::list);
    }

    private void list(Context ctx) {
        access.admin(ctx);
        Json.answer(ctx, 200, new All(instances.descriptors(channel(ctx)).stream().map(Provider::of).toList()));
    }

    private static Optional<Channel> channel(Context ctx) {
        try {
            return Optional.ofNullable(ctx.queryParam("channel")).map(Channel::new);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("channel", "must be a channel such as whatsapp");
        }
    }

    /** The event as the API calls it: the state that the delivery comes to. */
    private static String event(ReportedStatus status) {
        return switch (status) {
            case SENT -> "sent";
            case DELIVERED -> "delivered";
            case SEEN -> "seen";
            case FAILED -> "discarded";
            case UNKNOWN -> "unknown";
        };
    }
}
