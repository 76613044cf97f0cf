package io.tidings.bootstrap.bench.process;

import io.tidings.bootstrap.testing.ServerSettings;
import io.tidings.http.EmptyServer;
import java.net.URI;
import java.util.List;

/** The server that does nothing, as a process of its own. */
public final class Empty implements AutoCloseable {

    private final Child child;
    private final URI url;

    private Empty(Child child, URI url) {
        this.child = child;
        this.url = url;
    }

    public static Empty start() {
        int port = ServerSettings.freePort();
        Child child = Child.start(List.of(), EmptyServer.class, port);
        while (!child.line().equals("ready")) {
            // Anything that is logged before.
        }
        return new Empty(child, URI.create("http://127.0.0.1:" + port));
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        child.close();
    }
}
