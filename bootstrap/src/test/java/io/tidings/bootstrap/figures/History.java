package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Databases;
import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.provider.RateLimit;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A database that has been used for a month.
 *
 * @param app    whose the deliveries are
 * @param sample of their identifiers, from anywhere
 */
public record History(AppId app, List<DeliveryId> sample) {

    private static final int SAMPLE = 1_000;

    /** @param rows how many deliveries, in thousands */
    public static History of(Databases.Fresh database, int rows) {
        try (Node node = Node.first(database, new RateLimit(RateLimit.MAX))) {
            List<DeliveryId> templates = new Stock(node, database).addEnded(rows);
            var random = new Random(1);
            int copies = rows / Stock.TEMPLATES - 1;
            return new History(node.app.id(), Stream.generate(() -> Copies.of(
                    templates.get(random.nextInt(templates.size())), 1 + random.nextInt(copies))).limit(SAMPLE)
                    .toList());
        }
    }
}
