package io.tidings.http;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What the server would be if there were nothing to do: the same library, set up by the same code, that answers 202
 * when it has read the body. In this package to be set up by that code, and in a process of its own, that ends with
 * its input.
 */
public final class EmptyServer {

    private EmptyServer() {}

    public static void main(String[] arguments) throws IOException {
        var settings = new HttpSettings("127.0.0.1", Integer.parseInt(arguments[0]), Duration.ofSeconds(1), false);
        Javalin.create(config -> {
            HttpServer.configure(config, settings);
            config.routes.post("/*", context -> {
                try (InputStream body = context.req().getInputStream()) {
                    body.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                context.status(202).result("{}");
            });
        }).start();
        System.out.println("ready");
        System.in.read();
        System.exit(0);
    }
}
