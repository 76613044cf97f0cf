/**
 * A deterministic simulation of the whole application layer: whole worlds, each made from one number.
 *
 * <p>A world has one to three {@linkplain io.tidings.application.simulation.SimulatedNode nodes} over one set of
 * stores in memory, a {@linkplain io.tidings.application.simulation.Service service} with its accounts and messages,
 * callers, an operator, a postman for callbacks, and a time that moves when the seed says so. All of it runs on one
 * thread, and the seed decides at every step who acts next. While a call to the service is on its way, others act
 * within it: nodes step, callbacks overtake the answer, time passes, the node that waits is killed; and now and then
 * others come between two accesses of a node to the stores. Stores become unavailable before or after they have done
 * what they were asked; processes die before or after any access to them, or are stopped for longer than a lease
 * between an answer and its recording; requests are repeated under their keys or taken back, and people send again or
 * discard; numbers change, people share a phone and lanes an account, and the same words are said again and again;
 * clocks jump; the service stores and does not answer, lists a message late or without its words, fails it later,
 * reports twice, out of order or not at all. Then all trouble ends, time passes until nothing is due, and the laws are
 * checked.
 *
 * <p>The laws of every write are in {@code WatchedDeliveries}, those of every request in {@code RequestLaws}, that of
 * the rate in {@code RateLaws}, those of a world at rest in {@code RestLaws}; {@code SimulatedNode} and {@code Postman}
 * check concurrency and callbacks. That the laws can fail is shown by {@code PlantedBugsTest}.
 *
 * <p>What the worlds assume: a call takes less than a lease, clocks differ by at most 40 seconds, and the service's
 * list lags by less than what that leaves of the evidence window.
 *
 * <pre>
 * mvn verify                                                        # 2,500 worlds, among all tests
 * run="mvn -q -pl application -am test -Dsurefire.failIfNoSpecifiedTests=false"
 * $run -Dtest=SimulationTest -Dseeds=100000 -Dfirst=1               # as many as you like
 * $run -Dtest=SimulationTest#replay -Dseed=123                      # one of them, told line by line
 * </pre>
 */
package io.tidings.application.simulation;
