package io.tidings.twilio;

import com.twilio.security.RequestValidator;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Twilio's proof that a request comes from it: {@code X-Twilio-Signature}, the HMAC-SHA1 with the auth token as the key
 * over the URL and all fields of the form, sorted by name (https://www.twilio.com/docs/usage/security).
 */
final class CallbackSignature {

    static final String HEADER = "X-Twilio-Signature";

    private CallbackSignature() {}

    /**
     * @param url    as Twilio was given it; a fragment and a user are no part of what it signs
     * @param fields of the form, all of them, also those that we do not know
     */
    static boolean proves(String signature, URI url, Map<String, List<String>> fields, String authToken) {
        var oneValueEach = new HashMap<String, String>();
        fields.forEach((name, values) -> oneValueEach.put(name, joined(name, values)));
        return new RequestValidator(authToken).validate(signed(url), oneValueEach, signature);
    }

    /**
     * A repeated field is signed as its distinct values in order, each after the name again. The validator knows one
     * value a name, and puts the name before it by itself.
     */
    private static String joined(String name, List<String> values) {
        return String.join(name, values.stream().distinct().sorted().toList());
    }

    private static String signed(URI url) {
        String text = url.toString();
        if (url.getRawFragment() != null) {
            text = text.substring(0, text.indexOf('#'));
        }
        return url.getRawUserInfo() == null ? text : text.replaceFirst("//[^/@]*@", "//");
    }
}
