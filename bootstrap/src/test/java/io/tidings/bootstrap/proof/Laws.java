package io.tidings.bootstrap.proof;

import io.tidings.twilio.simulator.SimulatedMessage;
import io.tidings.twilio.simulator.SimulatedRequest;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what the API says against what the provider knows.
 *
 * @param lost    what was accepted with 202 and has not come to an explained end
 * @param doubled of which a message was made although one of it was there that had not failed; or an attempt that was
 *                more than one request; or messages of a notification that nobody knows
 * @param wrong   whose state is not what the provider says
 */
record Laws(List<Violation> lost, List<Violation> doubled, List<Violation> wrong) {

    private static final Pattern NAMED = Pattern.compile("[?&]delivery=([0-9a-f-]{36})&attempt=([0-9]+)");

    /** @param delivery empty where there is none that could be told of */
    record Violation(Optional<Fate> delivery, String what) {

        static Violation of(Fate fate, String what) {
            return new Violation(Optional.of(fate), what);
        }

        @Override
        public String toString() {
            return delivery.map(fate -> "delivery " + fate.id() + " of " + fate.user() + " is " + fate.state() + ": ")
                    .orElse("") + what;
        }
    }

    static Laws check(Collection<Load.Accepted> accepted, List<Fate> fates, TwilioSimulator provider) {
        Map<String, List<SimulatedMessage>> messages = provider.messages().stream()
                .sorted(Comparator.comparing(SimulatedMessage::sid))
                .collect(Collectors.groupingBy(message -> named(message.parameter("StatusCallback"), 1)));
        return new Laws(lost(accepted, fates), doubled(fates, messages, provider), fates.stream()
                .flatMap(fate -> wrong(fate, messages.getOrDefault(fate.id(), List.of())).stream()).toList());
    }

    boolean hold() {
        return all().isEmpty();
    }

    List<Violation> all() {
        return Stream.of(lost, doubled, wrong).flatMap(List::stream).toList();
    }

    private static List<Violation> lost(Collection<Load.Accepted> accepted, List<Fate> fates) {
        Set<String> known = fates.stream().map(Fate::user).collect(Collectors.toSet());
        Stream<Violation> missing = accepted.stream().flatMap(one -> Stream
                .iterate(one.first(), person -> person < one.first() + one.people(), person -> person + 1)
                .map(People::name).filter(user -> !known.contains(user))
                .map(user -> new Violation(Optional.empty(),
                        "notification " + one.requestId() + " was accepted, and has no delivery for " + user)));
        Stream<Violation> waiting = fates.stream().filter(fate -> !fate.ended()).map(fate -> Violation.of(fate,
                fate.held() ? "it is held, although evidence could be had" : "it has not come to an end"));
        return Stream.concat(missing, waiting).toList();
    }

    private static List<Violation> doubled(List<Fate> fates, Map<String, List<SimulatedMessage>> messages,
            TwilioSimulator provider) {
        var users = new HashSet<String>();
        Stream<Violation> twice = fates.stream().filter(fate -> !users.add(fate.user()))
                .map(fate -> Violation.of(fate, "the same request was accepted twice"));
        Stream<Violation> again = fates.stream().filter(fate -> {
            List<SimulatedMessage> own = messages.getOrDefault(fate.id(), List.of());
            return own.stream().limit(Math.max(0, own.size() - 1)).anyMatch(earlier -> earlier.errorCode().isEmpty());
        }).map(fate -> Violation.of(fate, "a message was made after one that had not failed"));
        Set<String> known = fates.stream().map(Fate::id).collect(Collectors.toSet());
        Stream<Violation> strangers = messages.keySet().stream().filter(id -> !known.contains(id))
                .map(id -> new Violation(Optional.empty(), "there is a message of delivery " + id
                        + ", which belongs to no request that was accepted"));
        Stream<Violation> requests = provider.requests().stream().filter(SimulatedRequest::makesMessage)
                .collect(Collectors.groupingBy(request -> named(request.parameter("StatusCallback"), 0),
                        Collectors.counting()))
                .entrySet().stream().filter(attempt -> attempt.getValue() > 1)
                .map(attempt -> new Violation(Optional.empty(),
                        attempt.getValue() + " requests were made of one attempt: " + attempt.getKey()));
        return Stream.of(twice, again, strangers, requests).flatMap(violations -> violations).toList();
    }

    private static Optional<Violation> wrong(Fate fate, List<SimulatedMessage> messages) {
        Set<String> said = messages.stream().map(SimulatedMessage::status).collect(Collectors.toSet());
        boolean proven = switch (fate.state()) {
            case "seen" -> said.contains("read");
            case "delivered" -> said.contains("delivered") || said.contains("read");
            case "discarded" -> messages.stream().allMatch(message -> message.errorCode().isPresent());
            default -> true;
        };
        return proven
                ? Optional.empty()
                : Optional.of(Violation.of(fate, "the provider says of its messages: " + said));
    }

    private static String named(Optional<String> url, int group) {
        Matcher matcher = NAMED.matcher(url.orElse(""));
        return matcher.find() ? matcher.group(group) : "without a name: " + url;
    }
}
