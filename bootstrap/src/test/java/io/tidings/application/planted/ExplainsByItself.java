package io.tidings.application.planted;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;

/** Explains by a code that no page explains. */
public final class ExplainsByItself {

    public static final ProviderFault FAULT = ProviderFault.of("unheard_of", FaultKind.UNKNOWN, "Nobody knows.");

    private ExplainsByItself() {}
}
