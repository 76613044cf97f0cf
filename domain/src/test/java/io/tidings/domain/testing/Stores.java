package io.tidings.domain.testing;

import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.session.SessionStore;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;

/**
 * One coherent set of stores: what one of them does in a unit of work of these transactions is durable together with
 * what the others do.
 */
public interface Stores {

    AppStore apps();

    ProviderInstanceStore providerInstances();

    ProfileStore profiles();

    ConversationStore conversations();

    NotificationStore notifications();

    DeliveryStore deliveries();

    DeliveryLog log();

    ChangeFeed changes();

    Statistics statistics();

    IdempotencyStore idempotency();

    LaneStore lanes();

    TemplateStore templates();

    AppKeyStore keys();

    TopicStore topics();

    CategoryStore categories();

    SessionStore sessions();

    LastCallbackStore lastCallbacks();

    Transactions transactions();
}
