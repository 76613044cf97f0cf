package io.tidings.bootstrap.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The test drives a real Chromium. Where none is installed it is skipped and says so, unless {@code CI} is set: then it
 * must run.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
@interface NeedsBrowser {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Browser.isInstalled() || System.getenv("CI") != null) {
                return ConditionEvaluationResult.enabled("a browser is installed, or must be");
            }
            String why = "No Chromium with chromedriver was found: " + context.getDisplayName() + " is skipped. "
                    + Browser.HOW_TO_INSTALL;
            System.out.println(why);
            return ConditionEvaluationResult.disabled(why);
        }
    }
}
