package io.tidings.domain.delivery;

import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import java.util.Optional;

/**
 * What a provider says about one attempt: evidence, never an order. Two receipts that say the same are the same,
 * however often and whenever they come.
 */
public record Receipt(ReportedStatus status, String word, Optional<ProviderFault> fault) {

    public static Receipt of(Report report) {
        return new Receipt(report.status(), report.word(), report.fault());
    }
}
