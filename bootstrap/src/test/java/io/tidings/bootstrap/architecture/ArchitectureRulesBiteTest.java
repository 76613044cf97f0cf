package io.tidings.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every law finds a class that was planted to break it. A law that cannot fail protects nothing. */
class ArchitectureRulesBiteTest {

    private static final Map<String, Class<?>[]> VIOLATORS = Map.ofEntries(
            Map.entry("domain knows only Java", planted(io.tidings.domain.planted.KnowsLogging.class)),
            Map.entry("application knows only the domain", planted(io.tidings.application.planted.KnowsJackson.class)),
            Map.entry("Handlebars is named in one class alone",
                    planted(io.tidings.application.planted.KnowsHandlebars.class)),
            Map.entry("Twilio's adapter knows only the domain and its libraries",
                    planted(io.tidings.twilio.planted.KnowsApplication.class)),
            Map.entry("the HTTP adapter knows only domain, application and its libraries",
                    planted(io.tidings.http.planted.KnowsJdbi.class)),
            Map.entry("the persistence adapter knows only the domain and its libraries",
                    planted(io.tidings.persistence.planted.KnowsApplication.class)),
            Map.entry("Guice is named in bootstrap alone", planted(io.tidings.http.planted.KnowsGuice.class)),
            Map.entry("SQL is named in persistence alone", planted(io.tidings.http.planted.KnowsJdbi.class)),
            Map.entry("time, chance and environment come from bootstrap",
                    planted(io.tidings.application.planted.KnowsTheTime.class)),
            Map.entry("the core explains by the codes that its page explains",
                    planted(io.tidings.application.planted.ExplainsByItself.class)),
            Map.entry("packages form no cycles",
                    planted(io.tidings.domain.planted.Hen.class, io.tidings.domain.planted.egg.Egg.class)),
            Map.entry("what a sealed type of the domain permits is a record or an enum",
                    planted(io.tidings.domain.planted.Choice.class)),
            Map.entry("an adapter shows its entry and its settings only",
                    planted(io.tidings.http.planted.KnowsGuice.class)));

    @TestFactory
    Stream<DynamicTest> law_findsItsViolator() {
        return HouseRules.all().entrySet().stream().map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
            EvaluationResult result = rule.getValue()
                    .evaluate(new ClassFileImporter().importClasses(VIOLATORS.get(rule.getKey())));
            assertThat(result.hasViolation()).isTrue();
        }));
    }

    @Test
    void everyLaw_hasViolator() {
        assertThat(VIOLATORS.keySet()).isEqualTo(HouseRules.all().keySet());
    }

    private static Class<?>[] planted(Class<?>... types) {
        return types;
    }
}
