package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.topic.Subscription;
import io.tidings.domain.topic.Topic;
import io.tidings.domain.topic.TopicStore;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a notification is for: those who are named, and those who are subscribed to its topics at this moment. Each user
 * once, whoever names them.
 *
 * @param users each with the channels that a subscription narrows theirs to; empty means all
 */
record Audience(Map<UserId, Set<Channel>> users) {

    private static final Set<Channel> ALL = Set.of();

    /**
     * A user who is named themselves is reached on all channels, whatever they are subscribed to; one of several
     * topics on those of any of them.
     *
     * @throws Problem.Unprocessable when a topic does not exist
     * @throws Problem.Invalid       when they are too many
     */
    static Audience of(AppId app, List<Intake.Recipient> recipients, List<String> topics, TopicStore store) {
        var users = new LinkedHashMap<UserId, Set<Channel>>();
        recipients.forEach(recipient -> users.put(recipient.user(), ALL));
        for (String identifier : new LinkedHashSet<>(topics)) {
            Topic topic = store.find(app, identifier).orElseThrow(() -> new Problem.Unprocessable(
                    Problem.Unprocessable.Kind.UNKNOWN_REFERENCE, "sendTo.topics",
                    "names a topic that does not exist: " + identifier));
            for (Subscription subscription : store.subscribers(topic.id(), Intake.MAX_RECIPIENTS + 1)) {
                users.merge(subscription.user(), subscription.channels(), Audience::either);
            }
            if (users.size() > Intake.MAX_RECIPIENTS) {
                throw new Problem.Invalid("sendTo.topics", "reach more than " + Intake.MAX_RECIPIENTS
                        + " users at once; send to several smaller topics instead");
            }
        }
        return new Audience(users);
    }

    private static Set<Channel> either(Set<Channel> one, Set<Channel> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return ALL;
        }
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
