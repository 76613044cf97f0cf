package io.tidings.domain.topic;

import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import java.util.Set;

/**
 * One user's subscription to one topic.
 *
 * @param channels where the user wants to read it; empty means wherever the notification goes
 */
public record Subscription(UserId user, Set<Channel> channels) {

    public Subscription {
        channels = Set.copyOf(channels);
    }
}
