package io.tidings.domain.testing;

import io.tidings.domain.app.AppKeyStoreContract;
import io.tidings.domain.app.AppStoreContract;
import io.tidings.domain.category.CategoryStoreContract;
import io.tidings.domain.conversation.ConversationStoreContract;
import io.tidings.domain.delivery.ConcurrentClaimContract;
import io.tidings.domain.delivery.DeliveryPagesContract;
import io.tidings.domain.delivery.DeliveryQuestionsContract;
import io.tidings.domain.delivery.DeliveryQueueContract;
import io.tidings.domain.delivery.DeliveryStoreContract;
import io.tidings.domain.delivery.DoubtsContract;
import io.tidings.domain.delivery.LaneStoreContract;
import io.tidings.domain.delivery.ParkedReportsContract;
import io.tidings.domain.delivery.ReferenceRaceContract;
import io.tidings.domain.delivery.RetentionContract;
import io.tidings.domain.log.ChangeFeedContract;
import io.tidings.domain.log.DeliveryLogContract;
import io.tidings.domain.notification.IdempotencyStoreContract;
import io.tidings.domain.notification.NotificationStoreContract;
import io.tidings.domain.profile.ProfileStoreContract;
import io.tidings.domain.provider.LastCallbackStoreContract;
import io.tidings.domain.session.SessionStoreContract;
import io.tidings.domain.provider.ProviderInstanceStoreContract;
import io.tidings.domain.statistics.StatisticsContract;
import io.tidings.domain.template.TemplateStoreContract;
import io.tidings.domain.topic.TopicStoreContract;
import io.tidings.domain.tx.TransactionsContract;

/**
 * What every set of {@link Stores} holds: the contracts of all ports that are stores. A new kind of store implements
 * this and says what its stores are, new and empty for each test, and the same within it.
 */
public interface StoresContract
        extends
            AppKeyStoreContract,
            AppStoreContract,
            CategoryStoreContract,
            ConversationStoreContract,
            ConcurrentClaimContract,
            DeliveryPagesContract,
            DeliveryLogContract,
            ChangeFeedContract,
            StatisticsContract,
            DeliveryQuestionsContract,
            DoubtsContract,
            DeliveryQueueContract,
            DeliveryStoreContract,
            LaneStoreContract,
            LastCallbackStoreContract,
            ParkedReportsContract,
            ReferenceRaceContract,
            RetentionContract,
            IdempotencyStoreContract,
            NotificationStoreContract,
            ProfileStoreContract,
            ProviderInstanceStoreContract,
            SessionStoreContract,
            TemplateStoreContract,
            TopicStoreContract,
            TransactionsContract {

    @Override
    Stores stores();
}
