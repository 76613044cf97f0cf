package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.provider.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the API says of itself is what it is: nothing is missing, nothing is made up. */
class DescriptionTest {

    private final Description description = Witness.DESCRIPTION;

    @Test
    void everyRoute_isDescribed_andNoOther() {
        try (var api = new RunningApi()) {
            var javalin = Javalin.create(config -> {
                config.startup.startupWatcherEnabled = false;
                Api.addTo(config, api.useCases, true);
            });
            var routes = javalin.unsafe.internalRouter.allHttpHandlers().stream()
                    .map(parsed -> parsed.endpoint.method.name() + " "
                            + parsed.endpoint.path.replace('<', '{').replace('>', '}'))
                    .filter(route -> !route.startsWith("HEAD "))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(description.operations()).extracting(Object::toString)
                    .containsExactlyInAnyOrderElementsOf(routes);
        }
    }

    @Test
    void everyOperation_hasItsOwnName_aSummaryAndAnswers() {
        assertThat(description.operations()).extracting(operation -> operation.node().path("operationId").asText())
                .doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-zA-Z]+"));
        assertThat(description.operations()).allSatisfy(operation -> {
            assertThat(operation.node().path("summary").asText()).isNotBlank();
            assertThat(operation.node().path("tags")).hasSize(1);
            assertThat(description.responses(operation)).containsKey("default");
        });
    }

    @Test
    void pathParameters_areDescribed() {
        description.operations().forEach(operation -> {
            List<String> described = new ArrayList<>();
            for (JsonNode holder : List.of(description.document().at("/paths").get(operation.path()),
                    operation.node())) {
                holder.path("parameters").forEach(parameter -> {
                    JsonNode resolved = description.resolved(parameter);
                    if (resolved.get("in").asText().equals("path")) {
                        described.add(resolved.get("name").asText());
                    }
                });
            }
            assertThat(described).allSatisfy(name -> assertThat(operation.path()).contains("{" + name + "}"));
            assertThat(described).as(operation.toString())
                    .hasSize((int) operation.path().chars().filter(c -> c == '{').count());
        });
    }

    @Test
    void openOperations_andNoOthers_needNoCredentials() {
        assertThat(description.operations()).allSatisfy(operation -> {
            JsonNode security = operation.node().path("security");
            if (operation.path().matches("/(v3|v4|workflows)/?.*")) {
                assertThat(security.isMissingNode()).as(operation.toString()).isTrue();
            } else if (description.responses(operation).containsKey("401")) {
                assertThat(security.at("/0/operator").isArray()).as(operation.toString()).isTrue();
            } else {
                assertThat(security.isArray() && security.isEmpty()).as(operation.toString()).isTrue();
            }
        });
    }

    @Test
    void words_areTheDomainsOwn() {
        assertThat(words("/DeliveryState/enum")).containsExactlyInAnyOrderElementsOf(
                Stream.of(DeliveryState.values()).map(DeliveryState::word).toList());
        for (String priority : List.of("/Delivery/properties/priority/enum",
                "/NotificationRequest/properties/priority/enum")) {
            assertThat(words(priority)).containsExactlyElementsOf(
                    Stream.of(Priority.values()).map(Priority::word).toList());
        }
        assertThat(words("/TimelineEntry/properties/event/enum")).containsExactlyInAnyOrderElementsOf(
                Stream.of(TimelineEntry.Event.values()).map(DescriptionTest::word).toList());
        assertThat(words("/Verification/properties/kind/enum")).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of(FaultKind.values()).map(DescriptionTest::word), Stream.of("null")).toList());
        assertThat(words("/Error/properties/code/enum"))
                .containsExactlyElementsOf(Stream.of(ErrorCode.values()).map(ErrorCode::word).toList());
    }

    @Test
    void examples_keepToTheirSchemas() {
        var checked = new ArrayList<String>();
        check(description.document(), "", checked);

        assertThat(checked).hasSizeGreaterThan(40);
    }

    @Test
    void references_leadSomewhere() {
        assertThat(description.document().findValuesAsText("$ref")).isNotEmpty()
                .allSatisfy(reference -> assertThat(description.document().at(reference.substring(1)).isMissingNode())
                        .as(reference).isFalse());
    }

    @Test
    void components_areAllUsed() {
        var used = description.document().findValuesAsText("$ref");
        description.document().get("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue().fieldNames().forEachRemaining(
                        name -> assertThat(used).contains("#/components/" + kind.getKey() + "/" + name)));
    }

    /** Each schema with an example or examples beside it, wherever it stands. */
    private void check(JsonNode node, String where, List<String> checked) {
        if (node.has("schema")) {
            var examples = new ArrayList<JsonNode>();
            if (node.has("example")) {
                examples.add(node.get("example"));
            }
            node.path("examples").forEach(example -> examples.add(example.get("value")));
            for (JsonNode example : examples) {
                assertThat(description.problems(node.get("schema"), example)).as(where + " " + example).isEmpty();
                checked.add(where);
            }
        } else if (node.path("examples").isArray()) {
            node.get("examples").forEach(example -> {
                assertThat(description.problems(node, example)).as(where + " " + example).isEmpty();
                checked.add(where);
            });
        }
        node.properties().stream().filter(member -> !member.getKey().startsWith("example"))
                .forEach(member -> check(member.getValue(), where + "/" + member.getKey(), checked));
    }

    private List<String> words(String pointer) {
        return StreamSupport.stream(description.document().at("/components/schemas" + pointer).spliterator(), false)
                .map(JsonNode::asText).toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
