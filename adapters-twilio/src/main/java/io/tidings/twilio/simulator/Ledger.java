package io.tidings.twilio.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the simulator has received and made: the latest of each, and how many there were. */
final class Ledger {

    private final int capacity;
    private final ArrayDeque<SimulatedRequest> requests = new ArrayDeque<>();
    private final Map<String, StoredMessage> messages = new LinkedHashMap<>();
    private final Set<String> numbers = new HashSet<>();
    private long posts;

    Ledger(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(SimulatedRequest request) {
        requests.add(request);
        posts += request.makesMessage() ? 1 : 0;
        if (requests.size() > capacity) {
            requests.remove();
        }
    }

    synchronized void add(StoredMessage message) {
        messages.put(message.sid(), message);
        if (messages.size() > capacity) {
            messages.remove(messages.keySet().iterator().next());
        }
    }

    /** Whether this is the first request that wants a message for that number. */
    synchronized boolean firstFor(String to) {
        return numbers.add(to);
    }

    /** How many requests have asked for a message. */
    synchronized long posts() {
        return posts;
    }

    synchronized List<SimulatedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized Optional<StoredMessage> message(String sid) {
        return Optional.ofNullable(messages.get(sid));
    }

    /** Those that fit, the newest first. */
    synchronized List<StoredMessage> messages(Predicate<StoredMessage> fits) {
        var found = new ArrayList<>(messages.values().stream().filter(fits).toList());
        Collections.reverse(found);
        return found;
    }
}
