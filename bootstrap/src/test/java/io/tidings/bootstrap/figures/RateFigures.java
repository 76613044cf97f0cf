package io.tidings.bootstrap.figures;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "rate")
final class RateFigures implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        return 0;
    }
}
