package io.tidings.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.TwilioRestClient;
import io.tidings.domain.provider.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The requests that we make to Twilio's API, each at most one on the wire. The settings given to it are well-formed.
 */
final class TwilioApi implements AutoCloseable {

    private static final Pattern MESSAGE_SID = Pattern.compile("(SM|MM)[0-9a-fA-F]{32}");

    /** The transport puts the configured scheme and authority in place of these. */
    private static final String HOST = "https://api.twilio.com";
    private static final String CONTENT_HOST = "https://content.twilio.com";

    private final SingleAttemptHttpClient transport;

    TwilioApi(TwilioSettings settings) {
        this.transport = new SingleAttemptHttpClient(settings);
    }

    /** Whether this is the form of a message's identifier: SM or MM and 32 hexadecimal digits. */
    static boolean isMessageSid(String text) {
        return MESSAGE_SID.matcher(text).matches();
    }

    Answer account(ProviderSettings settings) {
        return call(settings, new Request(HttpMethod.GET, accountUrl(settings) + ".json"));
    }

    Answer create(ProviderSettings settings, Map<String, List<String>> form) {
        var request = new Request(HttpMethod.POST, accountUrl(settings) + "/Messages.json");
        // Not by addPostParam: that drops a value which is the text "null".
        form.forEach((name, values) -> request.getPostParams().put(name, new ArrayList<>(values)));
        return call(settings, request);
    }

    Answer message(ProviderSettings settings, String sid) {
        return call(settings, new Request(HttpMethod.GET, accountUrl(settings) + "/Messages/" + sid + ".json"));
    }

    Answer messages(ProviderSettings settings, Map<String, String> filter) {
        var request = new Request(HttpMethod.GET, accountUrl(settings) + "/Messages.json");
        filter.forEach(request::addQueryParam);
        return call(settings, request);
    }

    /** @param path what Twilio called the next page */
    Answer page(ProviderSettings settings, String path) {
        return call(settings, new Request(HttpMethod.GET, HOST + path));
    }

    /** A page of the account's content templates, each with how WhatsApp's approval of it stands. */
    Answer contents(ProviderSettings settings, Map<String, String> page) {
        var request = new Request(HttpMethod.GET, CONTENT_HOST + "/v1/ContentAndApprovals");
        page.forEach(request::addQueryParam);
        return call(settings, request);
    }

    @Override
    public void close() {
        transport.close();
    }

    private static String accountUrl(ProviderSettings settings) {
        return HOST + "/2010-04-01/Accounts/" + settings.require(TwilioDescriptor.ACCOUNT_SID);
    }

    /**
     * A client is made for each call: it is a few fields over the shared transport, and no secret has to be kept or be
     * the key of anything.
     */
    private Answer call(ProviderSettings settings, Request request) {
        var client = new QuietClient(new TwilioRestClient.Builder(settings.require(TwilioDescriptor.ACCOUNT_SID),
                settings.require(TwilioDescriptor.AUTH_TOKEN)).httpClient(transport).objectMapper(Answer.JSON));
        try {
            return Answer.of(client.request(request));
        } catch (SingleAttemptHttpClient.NoAnswerException none) {
            return none.missing();
        }
    }

    /** twilio-java's client, which at level DEBUG would log the phone numbers in a query. */
    private static final class QuietClient extends TwilioRestClient {

        QuietClient(Builder builder) {
            super(builder);
        }

        @Override
        public void logRequest(Request request) {
            // On purpose nothing.
        }
    }
}
