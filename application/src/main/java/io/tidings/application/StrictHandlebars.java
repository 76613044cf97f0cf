package io.tidings.application;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Formatter;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsError;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.TagType;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.helper.EachHelper;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import io.tidings.domain.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Fills texts in Handlebars in, or says what they lack: what a place is to be filled with must be there and not blank.
 * Only what a block asks for ({@code {{#if data.x}}}) may be absent.
 *
 * <p>Texts see the values that they are given and nothing of Java, of files or of other texts; they know the blocks
 * {@code if}, {@code unless}, {@code each} and {@code with}. Nothing is escaped: a message is no HTML. Safe for use by
 * many threads.
 */
final class StrictHandlebars {

    private static final Set<String> HELPERS = Set.of("if", "unless", "each", "with");

    /** Partials, decorators, raw blocks and other delimiters: what pulls in or hides more than one sees. */
    private static final Pattern NOT_OFFERED = Pattern.compile("\\{\\{~?\\s*(#?\\s*[>*]|=|\\{\\{)");

    /** What is longer no channel takes. */
    private static final int MAX_LENGTH = 64 * 1024;

    /** How often all blocks of a text together may be repeated: lists within lists would go on for days. */
    private static final int MAX_ITEMS = 1_000;

    private static final int MAX_REMEMBERED = 1_000;

    /** Where a rendering notes things of its own; a tag cannot name them, as it cannot hold a brace. */
    private static final String MISSING = "{missing}";
    private static final String ITEMS = "{items}";

    private static final Handlebars CHECKING = handlebars();
    private static final Handlebars FILLING = handlebars().registerHelperMissing(StrictHandlebars::missing)
            .with((Formatter) (value, chain) -> shown(value));

    /** Goes through all branches of a text and fills in nothing. */
    private static final Handlebars NAMING = handlebars().registerHelperMissing((context, options) -> null)
            .registerHelper("if", (context, options) -> bothBranches(options, options.context))
            .registerHelper("unless", (context, options) -> bothBranches(options, options.context))
            .registerHelper("each", (context, options) -> bothBranches(options, options.wrap(Named.ANYHOW)))
            .registerHelper("with", (context, options) -> bothBranches(options, options.wrap(Named.ANYHOW)))
            .with((Formatter) (value, chain) -> "");

    private final Map<String, Template> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Template> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /**
     * A text filled in.
     *
     * @param missing the variables that are absent or blank, each once; unless it is empty the text must not be used
     */
    record Filled(String text, List<String> missing) {
        Filled {
            missing = List.copyOf(missing);
        }
    }

    /** What is wrong with a text, as a clause that follows its name; empty when it can be filled in. */
    static Optional<String> problemOf(String text) {
        if (NOT_OFFERED.matcher(text).find()) {
            return Optional.of("must not have partials, decorators, raw blocks or delimiters of its own");
        }
        try {
            CHECKING.compileInline(text);
            return Optional.empty();
        } catch (HandlebarsException e) {
            return Optional.of(e.getError() == null ? "is no Handlebars" : said(e.getError()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /**
     * The names that a text asks for where nothing can have that name, each once; what stands in a block that goes into
     * a value ({@code each}, {@code with}) may be called anything.
     *
     * @param text  one that can be filled in
     * @param known what a text may name at its top level
     */
    static Set<String> unknownNames(String text, Set<String> known) {
        var unknown = new LinkedHashSet<String>();
        var top = new Named(name -> {
            if (!known.contains(name)) {
                unknown.add(name);
            }
            return known.contains(name);
        });
        try {
            NAMING.compileInline(text).apply(Context.newBuilder(top).resolver(MapValueResolver.INSTANCE).build());
        } catch (HandlebarsException e) {
            // What cannot be gone through is told of when it is filled in.
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return unknown;
    }

    private static Object bothBranches(Options options, Context inside) throws IOException {
        options.apply(options.fn, inside, options.blockParams.stream().<Object>map(name -> Named.ANYHOW).toList());
        options.inverse();
        return null;
    }

    /** @param values what the text may name at its top level */
    Filled fill(String text, Map<String, JsonObject> values) {
        var missing = new LinkedHashSet<String>();
        Map<String, Object> model = new LinkedHashMap<>();
        values.forEach((name, value) -> model.put(name, withoutBlanks(value.members())));
        Context context = Context.newBuilder(model).resolver(MapValueResolver.INSTANCE).build()
                .data(MISSING, missing)
                .data(ITEMS, new AtomicInteger());
        var out = new BoundedWriter();
        try {
            compiled(text).apply(context, out);
        } catch (HandlebarsException e) {
            missing.add(e.getCause() instanceof NotShowable no && e.getError() != null
                    ? nameAt(text, e.getError()) + " (" + no.getMessage() + ")"
                    : "the text (it cannot be filled in)");
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return new Filled(out.toString(), List.copyOf(missing));
    }

    private Template compiled(String text) throws IOException {
        synchronized (compiled) {
            Template known = compiled.get(text);
            if (known != null) {
                return known;
            }
        }
        Template made = FILLING.compileInline(text);
        synchronized (compiled) {
            compiled.put(text, made);
        }
        return made;
    }

    private static Handlebars handlebars() {
        var handlebars = new Handlebars(new AbstractTemplateLoader() {
            @Override
            public TemplateSource sourceAt(String location) throws IOException {
                throw new FileNotFoundException("there are no templates beside the one that is filled in");
            }
        });
        handlebars.helpers().removeIf(helper -> !HELPERS.contains(helper.getKey()));
        return handlebars.registerHelper(EachHelper.NAME, StrictHandlebars::each)
                .with(EscapingStrategy.NOOP)
                .parentScopeResolution(false);
    }

    /** Called for what is absent, with the block's own name where a block asks for it. */
    private static Object missing(Object context, Options options) throws IOException {
        if (options.tagType == TagType.SECTION) {
            return options.helperName.equals("unless") ? options.fn() : options.inverse();
        }
        options.context.<Set<String>>data(MISSING).add(options.helperName);
        return null;
    }

    private static Object each(Object context, Options options) throws IOException {
        int items = switch (context) {
            case Collection<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> 0;
        };
        if (options.context.<AtomicInteger>data(ITEMS).addAndGet(items) > MAX_ITEMS) {
            throw new NotShowable("repeats more than " + MAX_ITEMS + " times");
        }
        return new EachHelper().apply(context, options);
    }

    /** Has a value of every name that is good, and that has one of every name. */
    private static final class Named extends AbstractMap<String, Object> {

        private static final Named ANYHOW = new Named(name -> true);

        private final Predicate<String> good;

        Named(Predicate<String> good) {
            this.good = good;
        }

        @Override
        public Object get(Object name) {
            return good.test((String) name) ? ANYHOW : null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }

    private static Object shown(Object value) {
        return switch (value) {
            case Map<?, ?> object -> throw new NotShowable("an object, not a text");
            case Collection<?> list -> throw new NotShowable("a list, not a text");
            case CharSequence blank when blank.toString().isBlank() -> throw new NotShowable("blank");
            case CharSequence text when text.length() > MAX_LENGTH -> throw new NotShowable("too long");
            case BigDecimal number -> number.toPlainString();
            default -> value;
        };
    }

    private static Object withoutBlanks(Object value) {
        return switch (value) {
            case String text when text.isBlank() -> null;
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((name, member) -> copy.put(name, withoutBlanks(member)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>(list.size());
                list.forEach(item -> copy.add(withoutBlanks(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static String said(HandlebarsError error) {
        return "is no Handlebars in line " + error.line + ", column " + (error.column + 1) + ": " + error.reason;
    }

    /** The name in the tag that a rendering failed at. */
    private static String nameAt(String text, HandlebarsError error) {
        String line = text.lines().skip(Math.max(0, error.line - 1)).findFirst().orElse("");
        String rest = line.substring(Math.min(line.length(), error.column));
        return rest.split("[\\s}~]", 2)[0];
    }

    private static final class NotShowable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotShowable(String what) {
            super(what, null, false, false);
        }
    }

    /** Memory is not for whoever repeats a text in a text. */
    private static final class BoundedWriter extends StringWriter {

        @Override
        public void write(String text) {
            check(text.length());
            super.write(text);
        }

        @Override
        public void write(char[] text, int from, int length) {
            check(length);
            super.write(text, from, length);
        }

        private void check(int more) {
            if (getBuffer().length() + more > MAX_LENGTH) {
                throw new NotShowable("makes the text longer than " + MAX_LENGTH + " characters");
            }
        }
    }
}
