package io.tidings.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources can be read side by side: no longer than this, also where the formatter wraps nothing. */
class SourcesTest {

    private static final int MAX_COLUMNS = 120;
    private static final int MAX_LINES = 300;

    @Test
    void noLine_isTooLong() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > MAX_COLUMNS) {
                    tooLong.add(file + ":" + (i + 1));
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void noFile_isTooLong() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
        }
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path folder : modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }
}
