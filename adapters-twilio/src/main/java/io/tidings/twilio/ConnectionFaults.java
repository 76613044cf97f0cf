package io.tidings.twilio;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why no answer came from Twilio, in plain words. */
final class ConnectionFaults {

    private ConnectionFaults() {}

    static ProviderFault of(Answer.Missing missing) {
        String code = missing.requestLeft() ? afterwards(missing.cause()) : before(missing.cause());
        return ProviderFault.of(code, FaultKind.RETRY, switch (code) {
            case "unknown_host" -> "The name of Twilio's API could not be resolved. Check the name service of this"
                    + " server.";
            case "tls_failed" -> "No encrypted connection to Twilio could be made. Check this server's clock and"
                    + " trusted certificates, and any proxy in between. The reason was: "
                    + TwilioFaults.shown(String.valueOf(missing.cause().getMessage()));
            case "connect_timeout" -> "No connection to Twilio could be made in time. Check that this server may make"
                    + " connections to Twilio's API.";
            case "not_connected" -> "No connection to Twilio could be made. Check that this server may make"
                    + " connections to Twilio's API.";
            case "timeout" -> "Twilio did not answer in time. The request had been sent, so Twilio may have acted on"
                    + " it.";
            default -> "The connection to Twilio broke before an answer came. The request had been sent, so Twilio may"
                    + " have acted on it.";
        });
    }

    private static String before(Throwable cause) {
        if (caused(cause, UnresolvedAddressException.class) || caused(cause, UnknownHostException.class)) {
            return "unknown_host";
        }
        if (caused(cause, SSLException.class)) {
            return "tls_failed";
        }
        boolean late = caused(cause, HttpConnectTimeoutException.class) || cause instanceof TimeoutException;
        return late ? "connect_timeout" : "not_connected";
    }

    private static String afterwards(Throwable cause) {
        return cause instanceof TimeoutException ? "timeout" : "connection_lost";
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> by) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (by.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
