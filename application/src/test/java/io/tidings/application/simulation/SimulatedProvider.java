package io.tidings.application.simulation;

import io.tidings.application.simulation.Message.Attempted;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.testing.ScriptedProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provider as one node has it. While a request or its answer is on its way, the rest of the world goes on: other
 * nodes, callbacks, time, and the death of the node that waits.
 */
final class SimulatedProvider implements ChannelProvider {

    /** Shorter than a lease by as little as the settings allow. */
    private static final Duration CALL = Duration.ofSeconds(58);

    private static final ProviderDescriptor DESCRIPTOR = new ScriptedProvider().descriptor();

    private final SimulatedWorld world;
    private final SimulatedNode node;

    SimulatedProvider(SimulatedWorld world, SimulatedNode node) {
        this.world = world;
        this.node = node;
    }

    /** What becomes of a request. */
    private enum Fate {
        ACCEPTED(50), ANSWER_LOST(18), REQUEST_LOST(8), DEFERRED(10), REFUSED(4), BROKEN(3);

        private final int weight;

        Fate(int weight) {
            this.weight = weight;
        }
    }

    @Override
    public ProviderDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Verification verify(ProviderSettings settings) {
        return new Verification.Works("a simulated account");
    }

    @Override
    public Prepared prepare(SendRequest request) {
        return Service.phone(request.recipient())
                .<Prepared>map(phone -> new Prepared.Message(Optional.of(Service.imprint(phone, request))))
                .orElseGet(() -> new Prepared.Refused(Service.fault(FaultKind.RECIPIENT)));
    }

    @Override
    public SendOutcome send(SendRequest request) {
        Attempted attempt = Attempted.of(request.key());
        world.laws().requestBegins(node, attempt);
        world.time().begins(CALL);
        SendOutcome outcome;
        try {
            outcome = deliver(request, attempt);
        } finally {
            world.time().ends();
        }
        world.maybeStop(node);
        return outcome;
    }

    private SendOutcome deliver(SendRequest request, Attempted attempt) {
        world.trace().say("%s sends %s", node, attempt);
        world.meanwhile();
        if (node.dead() && world.chance().percent(50)) {
            world.trace().say("%s never left the dead %s", attempt, node);
            throw new Death(node.toString());
        }
        if (!world.service().opens(request.settings())) {
            return answer(attempt, new SendOutcome.Deferred(Service.fault(FaultKind.SETTINGS), Optional.empty()));
        }
        Fate fate = world.calm() ? Fate.ACCEPTED : world.chance().weighted(List.of(Fate.values()), it -> it.weight);
        return switch (fate) {
            case ACCEPTED -> {
                Message made = make(request);
                yield answer(attempt, new SendOutcome.Accepted(made.reference));
            }
            case ANSWER_LOST -> {
                make(request);
                yield answer(attempt, new SendOutcome.Uncertain(Service.fault(FaultKind.UNKNOWN)));
            }
            case REQUEST_LOST -> answer(attempt, new SendOutcome.Uncertain(Service.fault(FaultKind.UNKNOWN)));
            case DEFERRED -> answer(attempt, deferred());
            case REFUSED -> answer(attempt, new SendOutcome.Refused(Service.fault(FaultKind.CONTENT)));
            case BROKEN -> {
                if (world.chance().percent(50)) {
                    make(request);
                }
                throw new IllegalStateException("a provider that breaks its promise");
            }
        };
    }

    private Message make(SendRequest request) {
        Message made = world.service().make(request);
        world.trace().say("the service makes %s, listed at %s", made, made.listedAt);
        world.laws().messageMade(made);
        world.postman().said(made, made.last().report());
        return made;
    }

    private SendOutcome deferred() {
        Optional<Duration> after = world.chance().percent(50)
                ? Optional.of(world.chance().upTo(Duration.ofMinutes(5)))
                : Optional.empty();
        return new SendOutcome.Deferred(
                Service.fault(world.chance().percent(70) ? FaultKind.RETRY : FaultKind.HOLD), after);
    }

    private SendOutcome answer(Attempted attempt, SendOutcome outcome) {
        world.meanwhile();
        node.requireAlive();
        world.trace().say("%s hears of %s: %s", node, attempt, outcome);
        return outcome;
    }

    @Override
    public LookUpOutcome lookUp(LookUp question) {
        world.time().begins(CALL);
        LookUpOutcome outcome;
        try {
            world.meanwhile();
            outcome = outcome(question);
            world.meanwhile();
            node.requireAlive();
            world.trace().say("%s asks and hears %s", node, outcome);
        } finally {
            world.time().ends();
        }
        world.maybeStop(node);
        return outcome;
    }

    private LookUpOutcome outcome(LookUp question) {
        Service service = world.service();
        if (!service.opens(question.settings()) || service.mood() == Service.Mood.REFUSES) {
            return new LookUpOutcome.Refused(Service.fault(FaultKind.SETTINGS));
        }
        if (service.mood() == Service.Mood.SILENT) {
            return new LookUpOutcome.Unanswered(Service.fault(FaultKind.RETRY));
        }
        String account = question.settings().require(ScriptedProvider.SENDER);
        if (question instanceof LookUp.ByImprint it && !Service.accountOf(it.imprint()).equals(account)) {
            return new LookUpOutcome.Refused(Service.fault(FaultKind.UNKNOWN));
        }
        List<Message> found = switch (question) {
            case LookUp.ByReference it -> service.byReference(account, it.reference()).stream().toList();
            case LookUp.ByImprint it -> service.listed(it.imprint(), it.from(), it.until());
        };
        return new LookUpOutcome.Found(found.stream().map(message -> message.last().report()).toList());
    }

    /** What the service sends: a report a line, {@code reference word status kind}. */
    static CallbackRequest callback(URI url, String token, Report report) {
        String body = String.join(" ", report.reference(), report.word(), report.status().name(),
                report.fault().map(fault -> fault.kind().name()).orElse("-"));
        return new CallbackRequest("POST", url, Map.of(ScriptedProvider.PROOF, List.of(token)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
        if (!request.header(ScriptedProvider.PROOF).equals(settings.get(ScriptedProvider.TOKEN))) {
            return new CallbackOutcome.Forged("the token is another");
        }
        String[] words = new String(request.body(), StandardCharsets.UTF_8).split(" ");
        Optional<FaultKind> kind = words[3].equals("-") ? Optional.empty() : Optional.of(FaultKind.valueOf(words[3]));
        return new CallbackOutcome.Reports(
                List.of(Service.report(words[0], ReportedStatus.valueOf(words[2]), words[1], kind)));
    }
}
