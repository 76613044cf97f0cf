package io.tidings.bootstrap.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another program in a process of its own. One asks it line by line; it ends with its input. */
public final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    private Child(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** A program of this class path. @param options of the Java that it runs on, the same as ours */
    public static Child start(List<String> options, Class<?> program, Object... arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return start(Path.of(""), command);
    }

    /** Any program. */
    public static Child start(Path directory, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Child(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that it says. */
    public String line() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("a process of the run has ended; see above why");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the line that it answers */
    public String ask(String question) {
        questions.println(question);
        return line();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
