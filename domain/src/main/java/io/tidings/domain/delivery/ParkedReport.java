package io.tidings.domain.delivery;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.Report;
import java.time.Instant;

/** A report on a message that no delivery knows yet: kept until one does. */
public record ParkedReport(AppId app, ProviderId provider, Report report, Instant receivedAt) {}
