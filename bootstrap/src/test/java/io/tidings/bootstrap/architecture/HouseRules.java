package io.tidings.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The laws of the house, by name. They are whitelists wherever that is possible: what is not allowed is forbidden. */
final class HouseRules {

    static final String DOMAIN = "io.tidings.domain..";
    static final String APPLICATION = "io.tidings.application..";
    static final String TWILIO = "io.tidings.twilio..";
    static final String HTTP = "io.tidings.http..";
    static final String PERSISTENCE = "io.tidings.persistence..";
    static final String HANDLEBARS = "com.github.jknack.handlebars..";
    static final String BOOTSTRAP = "io.tidings.bootstrap..";

    private HouseRules() {}

    static Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("domain knows only Java", onlyDependsOn(DOMAIN, "java.."));
        // Handlebars reads no file and calls nobody: filling texts in is a computation like any other.
        rules.put("application knows only the domain",
                onlyDependsOn(APPLICATION, DOMAIN, "java..", "org.slf4j..", HANDLEBARS));
        rules.put("Handlebars is named in one class alone", noClasses()
                .that(not(nameMatching("io\\.tidings\\.application\\.StrictHandlebars(\\$.*)?")))
                .should().dependOnClassesThat().resideInAnyPackage(HANDLEBARS));
        rules.put("Twilio's adapter knows only the domain and its libraries",
                onlyDependsOn(TWILIO, DOMAIN, "java..", "javax.net.ssl..", "com.twilio..", "org.apache.hc.core5.http..",
                        "com.fasterxml.jackson..",
                        "com.sun.net.httpserver..", "javax.crypto.."));
        rules.put("the HTTP adapter knows only domain, application and its libraries",
                onlyDependsOn(HTTP, DOMAIN, APPLICATION, "java..", "io.javalin..", "com.fasterxml.jackson..",
                        "org.eclipse.jetty..", "jakarta.servlet..",
                        "kotlin..", "org.slf4j.."));
        rules.put("the persistence adapter knows only the domain and its libraries",
                onlyDependsOn(PERSISTENCE, DOMAIN, "java..", "javax.sql..", "org.jdbi..", "com.zaxxer..",
                        "org.postgresql..",
                        "org.flywaydb..", "org.sqlite..",
                        "com.google.crypto.tink..", "com.fasterxml.jackson..", "org.slf4j.."));
        rules.put("Guice is named in bootstrap alone", noClasses().that().resideOutsideOfPackage(BOOTSTRAP)
                .should().dependOnClassesThat()
                .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject.."));
        rules.put("SQL is named in persistence alone", noClasses().that().resideOutsideOfPackage(PERSISTENCE)
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi.."));
        rules.put("time, chance and environment come from bootstrap",
                noClasses().that().resideOutsideOfPackage(BOOTSTRAP)
                        .should().callMethod(Instant.class, "now")
                        .orShould().callMethod(InstantSource.class, "system")
                        .orShould().callMethod(Clock.class, "systemUTC")
                        .orShould().callMethod(Clock.class, "systemDefaultZone")
                        .orShould().callMethod(System.class, "currentTimeMillis")
                        .orShould().callMethod(System.class, "getenv")
                        .orShould().callMethod(System.class, "getenv", String.class)
                        .orShould().callMethod(UUID.class, "randomUUID")
                        .orShould().callMethod(Math.class, "random")
                        .orShould().callConstructor(Random.class)
                        .orShould().callConstructor(SecureRandom.class));
        rules.put("the core explains by the codes that its page explains", noClasses().that()
                .resideInAnyPackage(APPLICATION, DOMAIN)
                .and(not(nameMatching("io\\.tidings\\.domain\\.(delivery\\.ExplanationCode|provider\\.ProviderFault)")))
                .and(not(resideInAnyPackage("io.tidings.domain.testing..")))
                .should().callMethod(ProviderFault.class, "of", String.class, FaultKind.class, String.class));
        rules.put("packages form no cycles", slices().matching("io.tidings.(**)").should().beFreeOfCycles());
        rules.put("what a sealed type of the domain permits is a record or an enum",
                classes().that().resideInAnyPackage(DOMAIN)
                        .should(permitOnlyValues()));
        rules.put("an adapter shows its entry and its settings only", classes().that(resideInAnyPackage(TWILIO, HTTP,
                PERSISTENCE)
                .and(not(nameMatching(
                        ".*\\.(TwilioWhatsApp|TwilioSettings|HttpServer|HttpSettings|UseCases|"
                                + "Persistence|PersistenceSettings|CannotOpen)")))
                .and(not(resideInAnyPackage("io.tidings.twilio.simulator..")))
                .and(topLevel()))
                .should().notBePublic());
        return rules;
    }

    private static ArchRule onlyDependsOn(String room, String... allowed) {
        String[] all = new String[allowed.length + 1];
        all[0] = room;
        System.arraycopy(allowed, 0, all, 1, allowed.length);
        return classes().that().resideInAPackage(room).should().onlyDependOnClassesThat().resideInAnyPackage(all);
    }

    private static DescribedPredicate<JavaClass> topLevel() {
        return DescribedPredicate.describe("top level", JavaClass::isTopLevelClass);
    }

    private static ArchCondition<JavaClass> permitOnlyValues() {
        return new ArchCondition<>("permit only records and enums where it is a sealed interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Class<?> reflected = type.reflect();
                if (!reflected.isInterface() || !reflected.isSealed()) {
                    return;
                }
                for (Class<?> permitted : reflected.getPermittedSubclasses()) {
                    boolean value = permitted.isRecord() || permitted.isEnum() || permitted.isInterface();
                    events.add(new SimpleConditionEvent(type, value,
                            permitted.getName() + " implements " + type.getName()));
                }
            }
        };
    }
}
