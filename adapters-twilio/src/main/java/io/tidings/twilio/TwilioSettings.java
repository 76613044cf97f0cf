package io.tidings.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Where Twilio's API is and how long to wait for it. The same for all accounts.
 *
 * @param apiUrl         scheme and authority, and a path where a gateway stands in front; requests go below it
 * @param connectTimeout how long a connection may take to be made
 * @param readTimeout    how long an answer may take once connected; Twilio itself may work for 26 seconds on a request
 *                       before it gives up, and whoever hangs up sooner makes uncertain what would have become certain
 */
public record TwilioSettings(URI apiUrl, Duration connectTimeout, Duration readTimeout) {

    public static final TwilioSettings DEFAULT = new TwilioSettings(URI.create("https://api.twilio.com"),
            Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException when the URL is no plain http(s) URL or a time is not positive */
    public TwilioSettings {
        Objects.requireNonNull(apiUrl, "apiUrl");
        boolean http = "https".equalsIgnoreCase(apiUrl.getScheme()) || "http".equalsIgnoreCase(apiUrl.getScheme());
        if (!http || apiUrl.getHost() == null) {
            throw new IllegalArgumentException("apiUrl must be a URL such as https://api.twilio.com");
        }
        if (apiUrl.getRawUserInfo() != null || apiUrl.getRawQuery() != null || apiUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("apiUrl must have neither user, query nor fragment");
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("readTimeout", readTimeout);
    }

    /** The defaults with another URL: a regional endpoint, a gateway, the simulator. */
    public static TwilioSettings at(URI apiUrl) {
        return new TwilioSettings(apiUrl, DEFAULT.connectTimeout, DEFAULT.readTimeout);
    }

    /**
     * Where Twilio's Content API is: at Twilio, on a host of its own beside that of the API
     * (https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions tells how hosts are named);
     * elsewhere, a gateway or the simulator, at the same place.
     */
    URI contentUrl() {
        String host = apiUrl.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("api.") && host.endsWith(".twilio.com")
                ? URI.create(apiUrl.toString().replaceFirst("(?i)//api\\.", "//content."))
                : apiUrl;
    }

    private static void requirePositive(String name, Duration time) {
        if (time == null || !time.isPositive()) {
            throw new IllegalArgumentException(name + " must be more than zero");
        }
    }
}
