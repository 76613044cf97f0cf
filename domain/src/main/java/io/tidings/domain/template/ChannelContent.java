package io.tidings.domain.template;

import java.util.Optional;

/**
 * What a template says on one channel.
 *
 * @param content       what is said
 * @param outsideWindow what is said instead when it is known that free text may not be sent to the person now; empty
 *                      where there is nothing to say instead, and beside what was approved, which may be sent at any
 *                      time
 */
public record ChannelContent(TemplateContent content, Optional<TemplateContent.Approved> outsideWindow) {

    /** What is said to a person to whom free text may be sent, or of whom nothing is known, or to whom it may not. */
    public TemplateContent at(boolean windowKnownClosed) {
        return windowKnownClosed && outsideWindow.isPresent() ? outsideWindow.get() : content;
    }
}
