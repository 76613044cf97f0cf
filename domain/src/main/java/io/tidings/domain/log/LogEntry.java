package io.tidings.domain.log;

import io.tidings.domain.delivery.Delivery;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery with what is worth knowing of it in a list.
 *
 * @param category    of its notification
 * @param sentAt      when we first knew that a provider had taken it, if so
 * @param deliveredAt when we first knew that it was on the person's device, if so
 * @param seenAt      when we first knew that it was read, if so
 */
public record LogEntry(Delivery delivery, Optional<String> category, Optional<Instant> sentAt,
        Optional<Instant> deliveredAt, Optional<Instant> seenAt) {}
