package io.tidings.bootstrap.bench.process;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import io.javalin.Javalin;
import java.io.IOException;

/** A server of one route, put together by Guice: what the libraries alone take to start. */
public final class BareStart extends AbstractModule {

    private final int port;

    private BareStart(int port) {
        this.port = port;
    }

    @Provides
    @Singleton
    Javalin server() {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.port = port;
            config.routes.get("/health/ready", context -> context.result("{}"));
        });
    }

    public static void main(String[] arguments) throws IOException {
        Guice.createInjector(Stage.PRODUCTION, new BareStart(Integer.parseInt(arguments[0]))).getInstance(Javalin.class)
                .start();
        System.in.read();
        System.exit(0);
    }
}
