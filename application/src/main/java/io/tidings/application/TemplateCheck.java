package io.tidings.application;

import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.Constraint;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.TemplateContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with a template before anybody is sent it. */
final class TemplateCheck {

    private static final int MAX_TEXT = 4_096;
    private static final int MAX_VARIABLES = 100;
    private static final int MAX_NAME = 100;

    private final ProviderCatalogue catalogue;

    TemplateCheck(ProviderCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * All that is wrong with contents.
     *
     * @param path what stands before the channel in the names of fields; where it is empty, the channel is left out
     */
    List<FieldProblem> problems(String path, Map<Channel, Optional<ChannelContent>> contents) {
        var problems = new ArrayList<FieldProblem>();
        contents.forEach((channel, given) -> given.ifPresent(content -> {
            String at = path.isEmpty() ? "" : path + channel + ".";
            if (!catalogue.channels().contains(channel)) {
                problems.add(new FieldProblem(at.isEmpty() ? "channel" : path + channel,
                        "is no channel of this installation: " + channels()));
                return;
            }
            switch (content.content()) {
                case TemplateContent.Text(String text) -> checkText(at + "text", text, problems);
                case TemplateContent.Approved approved -> check(at, channel, approved, problems);
            }
            content.outsideWindow().ifPresent(instead -> {
                if (content.content() instanceof TemplateContent.Approved) {
                    problems.add(new FieldProblem(at + "outsideWindow",
                            "is for a text: an approved template may be sent at any time"));
                }
                check(at + "outsideWindow.", channel, instead, problems);
            });
        }));
        return problems;
    }

    private void check(String at, Channel channel, TemplateContent.Approved approved, List<FieldProblem> problems) {
        List<Constraint> forms = forms(channel);
        if (forms.isEmpty()) {
            problems.add(new FieldProblem(at + "contentSid",
                    "cannot be used: no provider of the channel " + channel + " here has templates of its own"));
        } else if (forms.stream().noneMatch(form -> form.problemOf(approved.reference()).isEmpty())) {
            problems.add(new FieldProblem(at + "contentSid",
                    forms.getFirst().problemOf(approved.reference()).orElseThrow()));
        }
        if (approved.variables().size() > MAX_VARIABLES) {
            problems.add(new FieldProblem(at + "contentVariables", "must be at most " + MAX_VARIABLES));
            return;
        }
        approved.variables().forEach((name, text) -> {
            if (name.isBlank() || name.length() > MAX_NAME) {
                problems.add(new FieldProblem(at + "contentVariables",
                        "must have names of 1 to " + MAX_NAME + " characters, such as 1"));
            } else {
                checkText(at + "contentVariables." + name, text, problems);
            }
        });
    }

    private List<Constraint> forms(Channel channel) {
        return catalogue.descriptors().stream()
                .filter(descriptor -> descriptor.channel().equals(channel))
                .map(ProviderDescriptor::id)
                .flatMap(id -> catalogue.find(id).stream())
                .map(ChannelProvider::templateReference)
                .flatMap(Optional::stream)
                .toList();
    }

    private static void checkText(String field, String text, List<FieldProblem> problems) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            problems.add(new FieldProblem(field, "must be a text of 1 to " + MAX_TEXT + " characters"));
        } else {
            StrictHandlebars.problemOf(text).or(() -> unknownNames(text))
                    .ifPresent(problem -> problems.add(new FieldProblem(field, problem)));
        }
    }

    /** Nobody could ever be sent such a text: better to hear of it now than with each delivery. */
    private static Optional<String> unknownNames(String text) {
        Set<String> unknown = StrictHandlebars.unknownNames(text, Composer.NAMES);
        return Optional.of("names " + String.join(", ", unknown) + ", which never has a value: write data."
                + "<name> for what the request brings and recipient.<name> for what the profile has")
                .filter(problem -> !unknown.isEmpty());
    }

    private String channels() {
        return String.join(", ", catalogue.channels().stream().map(Channel::id).toList());
    }
}
