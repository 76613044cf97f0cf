package io.tidings.application.planted;

import com.github.jknack.handlebars.Handlebars;

/** Fills texts in by itself, and not strictly. */
public final class KnowsHandlebars {

    public final Handlebars handlebars = new Handlebars();
}
