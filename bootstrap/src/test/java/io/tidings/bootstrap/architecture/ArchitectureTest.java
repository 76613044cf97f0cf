package io.tidings.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The house as it stands keeps its laws. */
class ArchitectureTest {

    private static final ImportOption NO_TESTS = location -> !location.contains("/test-classes/")
            && !location.contains("-tests.jar");

    private static final JavaClasses HOUSE = new ClassFileImporter().withImportOption(NO_TESTS)
            .importPackages("io.tidings");

    @TestFactory
    Stream<DynamicTest> house_keepsLaw() {
        return HouseRules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(HOUSE)));
    }

    @TestFactory
    Stream<DynamicTest> room_isFurnished() {
        return Stream
                .of(HouseRules.DOMAIN, HouseRules.APPLICATION, HouseRules.TWILIO, HouseRules.HTTP,
                        HouseRules.PERSISTENCE, HouseRules.BOOTSTRAP)
                .map(room -> DynamicTest.dynamicTest(room, () -> assertThat(HOUSE.stream()
                        .filter(type -> (type.getPackageName() + ".").startsWith(room.substring(0, room.length() - 1))))
                        .hasSizeGreaterThan(5)));
    }
}
