package io.tidings.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.tidings.application.FieldProblem;
import io.tidings.application.Problem;
import io.tidings.domain.IdSource;
import io.tidings.domain.tx.StoreUnavailable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told when they do not get what they asked for: always the same JSON, never a stack trace. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private static final long MOST_PASSED_OVER = 8L * 1024 * 1024;

    private final IdSource ids;

    Errors(IdSource ids) {
        this.ids = ids;
    }

    /**
     * The body of every answer that is no success. Engagespot's SDKs read {@code error} and {@code message}, programs
     * that act on it read {@code code}.
     */
    record Body(int statusCode, String error, String code, String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors) {

        static Body of(int status, ErrorCode code, String message, List<FieldProblem> errors) {
            return new Body(status, HttpStatus.getMessage(status), code.word(), message, errors);
        }
    }

    void addTo(JavalinConfig config) {
        RoutesConfig routes = config.routes;
        routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem));
        routes.exception(Refused.class, (refused, ctx) -> answer(ctx, refused.code(), refused.getMessage()));
        routes.exception(StoreUnavailable.class, (unavailable, ctx) -> {
            LOG.warn("A request to {} failed: {}", ctx.endpoint().path, unavailable.getMessage());
            ctx.header("Retry-After", "1");
            answer(ctx, ErrorCode.STORE_UNAVAILABLE,
                    "The database cannot be reached at the moment. Nothing was changed. Try again soon.");
        });
        routes.exception(NotFoundResponse.class,
                (absent, ctx) -> answer(ctx, ErrorCode.UNKNOWN_PATH, "There is nothing at this path."));
        routes.exception(MethodNotAllowedResponse.class, Errors::answerToWrongMethod);
        routes.exception(HttpResponseException.class,
                (response, ctx) -> answer(ctx, response.getStatus(), ErrorCode.ofStatus(response.getStatus()),
                        "The request cannot be served.", List.of()));
        routes.exception(Exception.class,
                (fault, ctx) -> answerToOwnFault(fault, ctx.res(), ctx.req().getMethod() + " " + ctx.endpoint().path));
        config.router.javaLangErrorHandler((response, fault) -> answerToOwnFault(fault, response, "the API"));
    }

    private static void answer(Context ctx, Problem problem) {
        List<FieldProblem> fields = switch (problem) {
            case Problem.Invalid invalid -> invalid.problems();
            case Problem.Unprocessable unprocessable -> unprocessable.problems();
            case Problem.Denied denied -> List.of();
            case Problem.NotFound notFound -> List.of();
            case Problem.Conflict conflict -> List.of();
            case Problem.ProviderFailed failed -> List.of();
            case Problem.TooMany tooMany -> List.of();
        };
        if (problem instanceof Problem.TooMany tooMany) {
            ctx.header("Retry-After", Long.toString(tooMany.retryAfterSeconds()));
        }
        ErrorCode code = ErrorCode.of(problem);
        answer(ctx, code.status(), code, problem.getMessage(), fields);
    }

    private static void answer(Context ctx, ErrorCode code, String message) {
        answer(ctx, code.status(), code, message, List.of());
    }

    private static void answer(Context ctx, int status, ErrorCode code, String message, List<FieldProblem> fields) {
        // What has not come in time would keep the caller waiting once more.
        if (code != ErrorCode.BODY_TIMEOUT) {
            passOverBody(ctx);
        }
        Json.answer(ctx, status, Body.of(status, code, message, fields));
    }

    /** Javalin knows which methods there are; OPTIONS is the polite way to ask for just that. */
    private static void answerToWrongMethod(MethodNotAllowedResponse response, Context ctx) {
        String allowed = String.join(", ", response.getDetails().values());
        ctx.header("Allow", allowed + ", OPTIONS");
        if (ctx.req().getMethod().equals("OPTIONS")) {
            Json.answerNothing(ctx);
        } else {
            answer(ctx, ErrorCode.METHOD_NOT_ALLOWED,
                    "This path does not serve " + ctx.req().getMethod() + ", but " + allowed + ".");
        }
    }

    /** The log gets neither path nor body: both may name people. */
    private void answerToOwnFault(Throwable fault, HttpServletResponse response, String what) {
        String id = ids.next().toString();
        LOG.error("A request to {} failed, error {}", what, id, fault);
        Json.answer(response, 500, Body.of(500, ErrorCode.INTERNAL_ERROR,
                "Something went wrong on our side. It is in the log of the service as error " + id + ".", List.of()));
    }

    /**
     * Takes what the caller is still sending, up to a bound: a connection that is closed while it is sent to is reset,
     * and then the caller would never see the answer.
     */
    private static void passOverBody(Context ctx) {
        if (ctx.req().getHeader("Expect") != null) {
            return;
        }
        try {
            InputStream in = ctx.req().getInputStream();
            byte[] passedOver = new byte[8 * 1024];
            for (long left = MOST_PASSED_OVER; left > 0;) {
                int read = in.read(passedOver);
                if (read < 0) {
                    return;
                }
                left -= read;
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("What was still being sent could not be read", e);
        }
    }
}
