package io.tidings.http;

import io.tidings.application.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What programs switch on when they do not get what they asked for. The one place that knows the codes: every answer
 * takes its code and status from here, and the page {@code /docs/errors} is made of it.
 */
enum ErrorCode {

    /** One or more fields are wrong. */
    INVALID_REQUEST(400, "The request can be read, but something in it is missing or wrong. Each such thing is in the"
            + " list `errors` with the path of its field.", "Correct what is named and send the request again."),

    /** No use case has seen it: it is no HTTP, no UTF-8 or no JSON. */
    MALFORMED_REQUEST(400, "The request is no well-formed HTTP, or its body is not one JSON object in UTF-8."
            + " The message says where reading it failed.",
            "Correct the program that writes the request; repeating it as it is never helps."),

    UNAUTHENTICATED(401, "The credentials are missing or wrong. `/v3` takes the headers X-ENGAGESPOT-API-KEY and"
            + " X-ENGAGESPOT-API-SECRET of an app, `/v1` takes Authorization: Bearer with the operator's token.",
            "Compare the headers with the app's credentials. A secret that is lost can only be replaced, with"
                    + " `POST /v1/apps/{appId}/secret`."),

    UNPROVEN_CALLBACK(403, "Nothing proves that the provider has sent this callback, so it changed nothing.",
            "Check that TIDINGS_PUBLIC_URL is the very URL that the provider calls, also behind proxies, and that the"
                    + " provider instance has the credentials that the provider signs with."),

    NOT_FOUND(404, "There is no such thing, or it is another app's; the answer does not tell which. What has ended is"
            + " removed after TIDINGS_RETENTION.",
            "Check the identifier, and that the credentials are those of the app that made it."),

    UNKNOWN_PATH(404, "There is nothing at this path.",
            "Compare the path with the list of requests at `/docs`. SDKs take a base URL that ends with `/v3`."),

    METHOD_NOT_ALLOWED(405, "The path is right, but not the method.", "The header Allow lists the methods it serves."),

    BODY_TIMEOUT(408, "The body did not arrive in time. Nothing was changed.", "Send the request again."),

    WRONG_STATE(409, "It cannot be done with something that stands where it stands: only a delivery that is held or"
            + " discarded can be sent again, and only one that waits or is held can be discarded.",
            "Read it again; its state may have changed since you read it last."),

    ALREADY_RESENT(409, "The discarded delivery has a successor already, so no second one was made.",
            "Follow the successor: the last entry of the timeline names it."),

    REQUEST_IN_PROGRESS(409, "Another request with the same idempotency key is being worked on at this moment.",
            "Send the same request again in a moment: then it is answered as the first one was."),

    CHANGED_MEANWHILE(409, "Somebody else changed it at the same time, and their change was kept.",
            "Read it again, and repeat your change if it is still wanted."),

    NAME_TAKEN(409, "There is another with the same identifier.", "Change that one, or choose another identifier."),

    TOO_MANY_KEYS(409, "The app has as many API keys as it may have.", "Revoke one that is not used any more."),

    IN_USE(409, "It cannot be removed while something depends on it.",
            "Disable it now, and remove it when what depends on it has ended."),

    PROVIDER_NOT_INSTALLED(409, "The provider of this instance is not installed in this Tidings any more.",
            "Put it back on the class path, or set another provider up."),

    BODY_TOO_LARGE(413, "The body has more bytes than the API takes.", "Send several requests instead."),

    URL_TOO_LONG(414, "The URL is too long.", "Shorten the identifiers in it."),

    UNSUPPORTED_MEDIA_TYPE(415, "The request says that its body is something else than JSON in UTF-8.",
            "Send the header Content-Type: application/json, or none."),

    UNKNOWN_REFERENCE(422, "The request names something that does not exist: a topic, a template, a workflow or a"
            + " user. `errors` says which. Nothing was sent.", "Create it first, or correct the name."),

    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for a request with another body, so this one was not"
            + " worked on.", "Take a new key for each new request, and repeat a request byte by byte."),

    RESERVED_PROPERTY(422, "The request sets a property that callers cannot set. `errors` says which.",
            "Leave it out."),

    RATE_LIMITED(429,
            "The API key has made more requests than it may, in this process of the service; or too many wrong"
                    + " tokens were tried to sign in.",
            "Send the request again after as many seconds as the header Retry-After says. The headers RateLimit and"
                    + " RateLimit-Policy tell ahead what is left."),

    HEADERS_TOO_LARGE(431, "The headers of the request are too large.", "Send fewer or shorter ones."),

    UNSUPPORTED_HTTP_VERSION(List.of(426, 505), "The API speaks HTTP/1.1.",
            "Let the client or the proxy before it speak HTTP/1.1."),

    INTERNAL_ERROR(500, "Something went wrong on our side, and it was not foreseen. The message carries an identifier"
            + " under which the log of the service tells more.",
            "Give that identifier to those who run the service. Repeat what you asked for only under an idempotency key"
                    + " or after looking whether it was done."),

    PROVIDER_FAILED(502, "The provider was asked and did not answer with what was asked for. The message says why.",
            "If it names a setting, correct the provider instance; otherwise ask again later."),

    STORE_UNAVAILABLE(503, "The database cannot be reached at the moment. Nothing was changed.",
            "Send the request again after as many seconds as the header Retry-After says."),

    STOPPING(503, "This process of the service is stopping. Nothing was changed.", "Send the request again soon.");

    private final List<Integer> statuses;
    private final String meaning;
    private final String remedy;

    ErrorCode(int status, String meaning, String remedy) {
        this(List.of(status), meaning, remedy);
    }

    ErrorCode(List<Integer> statuses, String meaning, String remedy) {
        this.statuses = statuses;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The code as the API says it: stable for ever. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that it comes with; where it comes with several, the first. */
    int status() {
        return statuses.getFirst();
    }

    List<Integer> statuses() {
        return statuses;
    }

    /** What happened, for a person; words between backticks are code. */
    String meaning() {
        return meaning;
    }

    /** What that person can do now. */
    String remedy() {
        return remedy;
    }

    /** The code for what the web server itself refuses, of which nothing but the status is known. */
    static ErrorCode ofStatus(int status) {
        return Stream.of(values()).filter(code -> code.statuses.contains(status)).filter(code -> !code.isOfUseCase())
                .findFirst().orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR);
    }

    private boolean isOfUseCase() {
        return this == INVALID_REQUEST || this == NOT_FOUND || this == STORE_UNAVAILABLE;
    }

    static ErrorCode of(Problem problem) {
        return switch (problem) {
            case Problem.Denied denied -> UNAUTHENTICATED;
            case Problem.NotFound notFound -> NOT_FOUND;
            case Problem.Invalid invalid -> INVALID_REQUEST;
            case Problem.Conflict conflict -> switch (conflict.kind()) {
                case WRONG_STATE -> WRONG_STATE;
                case ALREADY_RESENT -> ALREADY_RESENT;
                case REQUEST_IN_PROGRESS -> REQUEST_IN_PROGRESS;
                case CHANGED_MEANWHILE -> CHANGED_MEANWHILE;
                case NAME_TAKEN -> NAME_TAKEN;
                case TOO_MANY_KEYS -> TOO_MANY_KEYS;
                case IN_USE -> IN_USE;
                case PROVIDER_NOT_INSTALLED -> PROVIDER_NOT_INSTALLED;
            };
            case Problem.Unprocessable unprocessable -> switch (unprocessable.kind()) {
                case UNKNOWN_REFERENCE -> UNKNOWN_REFERENCE;
                case IDEMPOTENCY_KEY_REUSED -> IDEMPOTENCY_KEY_REUSED;
                case RESERVED_PROPERTY -> RESERVED_PROPERTY;
            };
            case Problem.ProviderFailed failed -> PROVIDER_FAILED;
            case Problem.TooMany tooMany -> RATE_LIMITED;
        };
    }
}
