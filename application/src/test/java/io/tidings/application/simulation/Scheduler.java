package io.tidings.application.simulation;

import io.tidings.domain.provider.Report;
import java.time.Duration;
import java.util.List;

/** Decides who acts next. All that can happen in a world is a list here, each with how often it happens. */
final class Scheduler {

    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(50), Duration.ofSeconds(3),
            Duration.ofSeconds(20), Duration.ofSeconds(70), Duration.ofMinutes(5), Duration.ofHours(1),
            Duration.ofHours(20));

    private final SimulatedWorld world;
    private final List<Action> actions;

    private record Action(int weight, Runnable act) {}

    Scheduler(SimulatedWorld world) {
        this.world = world;
        this.actions = List.of(
                new Action(12, world.callers()::ask),
                new Action(2, world.callers()::askAgain),
                new Action(2, world.support()::decide),
                new Action(1, world.callers()::cancel),
                new Action(1, world.callers()::changeANumber),
                new Action(24, () -> world.nodes().any().step()),
                new Action(30, this::runATask),
                new Action(14, () -> world.time().pass(world.chance().upTo(world.chance().of(PAUSES)))),
                new Action(12, this::reachWhatIsDue),
                new Action(12, this::progress),
                new Action(14, this::deliver),
                new Action(3, this::lose),
                new Action(1, world.postman()::forge),
                new Action(2, world.nodes()::kill),
                new Action(3, world.nodes()::startAnother),
                new Action(1, world.nodes()::setAClock),
                new Action(2, this::turnStores),
                new Action(2, this::changeMood),
                new Action(3, world.operator()::meddle),
                new Action(1, () -> world.nodes().any().tidyUp()));
    }

    void act() {
        world.chance().weighted(actions, Action::weight).act().run();
    }

    private void runATask() {
        SimulatedNode node = world.nodes().busy();
        if (node.hasTasks()) {
            node.runATask();
        }
    }

    private void reachWhatIsDue() {
        world.stores().deliveries().nextDue(world.time().now()).ifPresent(world.time()::reach);
    }

    private void progress() {
        if (!world.service().messages().isEmpty()) {
            Message message = world.chance().of(world.service().messages());
            Report said = world.service().progress(message);
            world.trace().say("the service says that %s is %s", message, said.word());
            world.postman().said(message, said);
        }
    }

    private void deliver() {
        if (world.postman().hasLetters()) {
            world.postman().deliver();
        }
    }

    private void lose() {
        if (world.postman().hasLetters()) {
            world.postman().lose();
        }
    }

    /** An outage is sooner over than it comes. */
    private void turnStores() {
        if (world.storesOut() || world.chance().percent(30)) {
            world.turnStoresOnOrOff();
        }
    }

    private void changeMood() {
        if (world.unhelpful()) {
            Service.Mood mood = world.chance().percent(50)
                    ? Service.Mood.ANSWERS
                    : world.chance().of(List.of(Service.Mood.values()));
            world.service().mood(mood);
            world.trace().say("asked, the service %s from now on", mood);
        }
    }
}
