package io.tidings.application.planted;

import com.github.jknack.handlebars.Handlebars;

/** Fills texts in by itself, and not strictly. */
final class KnowsHandlebars {

    final Handlebars handlebars = new Handlebars();
}
