package io.tidings.application;

import io.tidings.domain.provider.ProviderFault;
import java.util.List;

/** Why a caller does not get what they asked for. Nothing was changed. The message is for the caller. */
public abstract sealed class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Problem(String message) {
        super(message, null, false, false);
    }

    /** The caller has not proven who they are. */
    public static final class Denied extends Problem {

        private static final long serialVersionUID = 1L;

        public Denied(String message) {
            super(message);
        }
    }

    /** There is no such thing, or it is another app's; the answer does not tell which. */
    public static final class NotFound extends Problem {

        private static final long serialVersionUID = 1L;

        public NotFound(String what) {
            super("There is no such " + what + ".");
        }
    }

    /** It contradicts what is stored. */
    public static final class Conflict extends Problem {

        private static final long serialVersionUID = 1L;

        private final Kind kind;

        /** What a caller may have to tell apart, each with another way out of it. */
        public enum Kind {
            /** What is asked for cannot be done with something that stands where it stands. */
            WRONG_STATE,
            /** The delivery has a successor already. */
            ALREADY_RESENT,
            /** A request with the same idempotency key is under way. */
            REQUEST_IN_PROGRESS,
            /** Somebody else changed it between reading and writing. */
            CHANGED_MEANWHILE,
            /** The identifier that it would get is another's. */
            NAME_TAKEN,
            /** The app has as many as it may. */
            TOO_MANY_KEYS,
            /** Something else still needs it. */
            IN_USE,
            /** The provider that it was set up with is not installed in this process. */
            PROVIDER_NOT_INSTALLED
        }

        public Conflict(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** The request cannot be understood as it is; each thing wrong with it is named. */
    public static final class Invalid extends Problem {

        private static final long serialVersionUID = 1L;

        private final transient List<FieldProblem> problems;

        public Invalid(List<FieldProblem> problems) {
            super(said(problems));
            this.problems = List.copyOf(problems);
        }

        public Invalid(String field, String message) {
            this(List.of(new FieldProblem(field, message)));
        }

        public List<FieldProblem> problems() {
            return problems;
        }
    }

    /** The request is understood and cannot be done: it names what does not exist or is not allowed there. */
    public static final class Unprocessable extends Problem {

        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final transient List<FieldProblem> problems;

        /** What a caller may have to tell apart. */
        public enum Kind {
            /** It names something that does not exist. */
            UNKNOWN_REFERENCE,
            /** The idempotency key belongs to another request. */
            IDEMPOTENCY_KEY_REUSED,
            /** It sets something that callers cannot set. */
            RESERVED_PROPERTY
        }

        public Unprocessable(Kind kind, String field, String message) {
            super(said(List.of(new FieldProblem(field, message))));
            this.kind = kind;
            this.problems = List.of(new FieldProblem(field, message));
        }

        public Kind kind() {
            return kind;
        }

        public List<FieldProblem> problems() {
            return problems;
        }
    }

    /** A provider that was asked did not answer as it should. */
    public static final class ProviderFailed extends Problem {

        private static final long serialVersionUID = 1L;

        public ProviderFailed(ProviderFault fault) {
            super(fault.explanation() + " (" + fault.code() + ")");
        }
    }

    /** The caller has asked more often than they may. */
    public static final class TooMany extends Problem {

        private static final long serialVersionUID = 1L;

        private final long retryAfterSeconds;

        public TooMany(long retryAfterSeconds) {
            this("This API key has made more requests than it may. Try again in " + retryAfterSeconds + " s.",
                    retryAfterSeconds);
        }

        public TooMany(String message, long retryAfterSeconds) {
            super(message);
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public long retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    private static String said(List<FieldProblem> problems) {
        String all = String.join("; ",
                problems.stream().map(problem -> problem.field() + " " + problem.message()).toList());
        return all.endsWith(".") ? all : all + ".";
    }
}
