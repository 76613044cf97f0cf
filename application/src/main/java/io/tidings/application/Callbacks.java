package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;

/** draft */
public final class Callbacks {

    /** What came of a callback. */
    public enum Result {
        /** It is proven and its reports are durable. */
        APPLIED,
        /** It is proven, and there is nothing in it for a delivery. */
        IGNORED,
        /** Nothing proves that the provider sent it; nothing was changed. */
        FORGED
    }

    public Result ofApp(ApiKey key, ProviderId provider, CallbackRequest request) {
        return Result.IGNORED;
    }

    public Result ofInstance(ProviderInstanceId instance, CallbackRequest request) {
        return Result.IGNORED;
    }
}
