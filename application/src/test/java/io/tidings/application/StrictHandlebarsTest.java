package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.application.StrictHandlebars.Filled;
import io.tidings.domain.json.JsonObject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Either a text is filled in whole, or what it lacks is named. */
class StrictHandlebarsTest {

    private final StrictHandlebars handlebars = new StrictHandlebars();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hi {{recipient.firstName}}, {{ data.day }}!               | Hi Ann, Monday!
            {{#if data.absent}}{{data.absent}}{{else}}none{{/if}}     | none
            {{#unless data.absent}}none{{/unless}}                    | none
            {{#data.absent}}never{{/data.absent}}{{^data.absent}}none{{/data.absent}} | none
            {{#if data.blank}}never{{/if}}x                           | x
            {{#with data.address}}{{city}}{{/with}}                   | Pune
            {{#each data.items}}{{name}}={{../data.day}};{{/each}}    | a=Monday;b=Monday;
            {{#data.items}}{{name}}{{/data.items}}                    | ab
            {{#each data.none}}never{{else}}none{{/each}}             | none
            {{data.html}} {{{data.html}}}                             | <b> & "c" <b> & "c"
            {{data.total}} {{data.zero}} {{data.no}}                  | 1000 0 false
            {{data.items.[1].name}}                                   | b
            {{data.looksLikeOne}}                                     | {{data.day}}
            \\{{data.day}}                                            | {{data.day}}
            """)
    void textWhoseVariablesAreThere_isFilledIn(String text, String filled) {
        assertThat(StrictHandlebars.problemOf(text)).isEmpty();
        assertThat(fill(text)).isEqualTo(new Filled(filled, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{data.absent}} {{data.nothing}} {{data.blank}} | data.absent, data.nothing, data.blank
            {{day}} {{data.day.hour}}                       | day, data.day.hour
            {{#if data.day}}{{data.absent}}{{/if}}          | data.absent
            {{#each data.items}}{{price}}{{/each}}          | price
            {{#each data.gaps}}{{this}}{{/each}}            | this
            {{#with data.address}}{{data.day}}{{/with}}     | data.day
            {{data.class}} {{data.items.size}}              | data.class, data.items.size
            {{recipient.getClass.name}} {{@nothing}}        | recipient.getClass.name, @nothing
            {{{data.absent}}} {{&data.absent}}              | data.absent
            """)
    void variablesThatAreMissing_areNamedEachOnce(String text, String missing) {
        assertThat(StrictHandlebars.problemOf(text)).isEmpty();
        assertThat(String.join(", ", fill(text).missing())).isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            Hi {{recipient.firstName}}, {{data.day}} {{this.data.x}} {{data.items.[0].name}}     =>
            {{#each data.items}}{{name}} {{@index}} {{this}} {{../data.day}}{{/each}}            =>
            {{#each data.items as |item|}}{{item.name}}{{/each}}                                 =>
            {{#with data.address}}{{city}}{{/with}}{{#data.items}}{{name}}{{/data.items}}        =>
            {{#if data.day}}{{data.x}}{{else}}{{data.y}}{{/if}} \\{{name}} {{!-- {{name}} --}}   =>
            {{#each data.a}}{{#if x}}{{y}}{{else if z}}{{#each w}}{{v}}{{/each}}{{/if}}{{/each}} =>
            Hi {{name}} {{{first.name}}} {{&last}} {{name}}                                      => name, first, last
            {{#if a}}1{{/if}}{{#unless b}}2{{/unless}}{{#each c}}3{{/each}}{{^d}}4{{/d}}         => a, b, c, d
            {{#section}}{{x}}{{/section}}{{#with one}}{{x}}{{/with}}                             => section, one
            {{#if data.a}}{{x}}{{else if b}}{{y}}{{else}}{{z}}{{/if}}                            => x, b, y, z
            {{#each data.items}}{{../name}}{{else}}{{none}}{{/each}}                             => name, none
            {{#each data.a}}{{#each b}}{{../../name}} {{../name}}{{/each}}{{/each}}              => name
            """)
    void namesThatCanNeverHaveAValue_areFound(String text, String unknown) {
        assertThat(StrictHandlebars.problemOf(text)).isEmpty();
        assertThat(String.join(", ", StrictHandlebars.unknownNames(text, Set.of("data", "recipient"))))
                .isEqualTo(unknown == null ? "" : unknown);
    }

    @Test
    void objectAndList_areNoTexts() {
        assertThat(fill("At\n {{data.address}}").missing()).containsExactly("data.address (an object, not a text)");
        assertThat(fill("{{data.absent}} {{data.items}}").missing())
                .containsExactly("data.absent", "data.items (a list, not a text)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{data.day", "{{#if data.day}}", "{{/if}}", "{{#if data.day}}{{/each}}", "{{}}",
        "{{{data.day}}", "{{shout data.day}}", "{{lookup data 'day'}}", "{{log data.day}}", "{{> other}}",
        "{{#> other}}{{/other}}", "{{~> other}}", "{{#*inline 'x'}}{{/inline}}", "{{* x}}",
        "{{=<% %>=}}<%> other%>", "{{{{raw}}}}{{x}}{{{{/raw}}}}", "{{i18n 'x'}}", "{{precompile 'x'}}",
        "{{embedded 'x'}}", "{{#block 'x'}}{{/block}}", "{{partial 'x'}}"})
    void textThatIsNotOfThisKind_isRefused(String text) {
        assertThat(StrictHandlebars.problemOf(text)).isPresent();
    }

    @Test
    void mistake_isToldByItsLine() {
        assertThat(StrictHandlebars.problemOf("Hello\n{{#if data.x}}\nthere")).hasValueSatisfying(
                problem -> assertThat(problem).contains("line 3"));
        assertThat(StrictHandlebars.problemOf("Hello {{shout x}}")).hasValueSatisfying(
                problem -> assertThat(problem).contains("line 1", "column 9", "shout"));
    }

    @Test
    @Timeout(20)
    void listsWithinLists_areNotRepeatedForEver() {
        Map<String, JsonObject> values = Map.of("data",
                JsonObject.of(Map.of("many", Collections.nCopies(900, "x".repeat(1_000)))));
        assertThat(handlebars.fill("{{#each data.many}}{{#each ../data.many}}{{/each}}{{/each}}", values).missing())
                .singleElement().asString().contains("repeats");
        assertThat(handlebars.fill("{{#each data.many}}{{this}}{{/each}}", values).missing())
                .singleElement().asString().contains("longer");
    }

    /** Values stand between brackets in the text: whatever is sent has none that is empty or that holds a tag. */
    @Property(tries = 1_000)
    void textThatLacksNothing_holdsEveryVariableFilled(@ForAll("values") List<Object> values) {
        var data = new HashMap<String, Object>();
        var text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            data.put("v" + i, values.get(i));
            text.append("[{{data.v").append(i).append("}}]");
        }
        Filled filled = handlebars.fill(text.toString(), Map.of("data", new JsonObject(data)));
        boolean allThere = values.stream().allMatch(value -> value != null && !value.toString().isBlank()
                && !(value instanceof List) && !(value instanceof Map));
        assertThat(filled.missing().isEmpty()).isEqualTo(allThere);
        if (filled.missing().isEmpty()) {
            assertThat(filled.text()).doesNotContain("{{").doesNotContainPattern("\\[\\s*]");
        }
    }

    @Provide
    Arbitrary<List<Object>> values() {
        Arbitrary<Object> value = Arbitraries.<Object>of("Ann", "10:00", "Zo\u00eb \ud83d\udc69", "a\nb", 0, 7L, true,
                false, new BigDecimal("1.50"), "", " ", "\n", List.of(), Map.of(), List.of("a")).injectNull(0.05);
        return value.list().ofMinSize(1).ofMaxSize(5);
    }

    private Filled fill(String text) {
        var data = new HashMap<String, Object>();
        data.put("day", "Monday");
        data.put("blank", " \n");
        data.put("nothing", null);
        data.put("address", Map.of("city", "Pune"));
        data.put("items", List.of(Map.of("name", "a"), Map.of("name", "b")));
        data.put("gaps", Arrays.asList("a", null, ""));
        data.put("none", List.of());
        data.put("html", "<b> & \"c\"");
        data.put("total", new BigDecimal("1E+3"));
        data.put("zero", 0);
        data.put("no", false);
        data.put("looksLikeOne", "{{data.day}}");
        return handlebars.fill(text, Map.of("data", new JsonObject(data), "recipient",
                JsonObject.of(Map.of("firstName", "Ann"))));
    }
}
