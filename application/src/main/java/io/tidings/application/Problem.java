package io.tidings.application;

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

        public Conflict(String message) {
            super(message);
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

        private final transient List<FieldProblem> problems;

        public Unprocessable(String field, String message) {
            super(said(List.of(new FieldProblem(field, message))));
            this.problems = List.of(new FieldProblem(field, message));
        }

        public List<FieldProblem> problems() {
            return problems;
        }
    }

    /** The caller has asked more often than they may. */
    public static final class TooMany extends Problem {

        private static final long serialVersionUID = 1L;

        private final long retryAfterSeconds;

        public TooMany(long retryAfterSeconds) {
            super("This API key has made more requests than it may. Try again in " + retryAfterSeconds + " s.");
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
