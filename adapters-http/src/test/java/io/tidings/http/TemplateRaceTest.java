package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.Channel;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.testing.InMemoryStores;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import io.tidings.http.RunningApi.Answer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody else changes a template between our look at it and our change. */
class TemplateRaceTest {

    private final Stores stores = new InMemoryStores();

    @Test
    void contentThatIsTakenAwayMeanwhile_isAConflictAndNothingIsLost() {
        try (var api = new RunningApi(new ScriptedProvider(), Optional.empty(), racing(), List.of(),
                Duration.ofSeconds(5))) {
            Template one = Samples.template(api.app.id(), "reminder");
            var contents = new HashMap<>(one.contents());
            contents.put(new Channel("sms"), one.contents().get(Samples.WHATSAPP));
            var template = new Template(one.id(), one.app(), one.identifier(), one.name(), contents, one.version(),
                    one.createdAt(), one.updatedAt());
            stores.templates().add(template);
            for (String path : List.of("/v1/apps/" + api.app.id() + "/templates/reminder", "/v1/templates/"
                    + template.id())) {
                Answer answer = api.send(api.asAdmin(path + "/contents/whatsapp").DELETE());
                assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
                assertThat(answer.json().get("code").asText()).isEqualTo("changed_meanwhile");
            }
            assertThat(stores.templates().find(template.id()).orElseThrow().contents()).isEqualTo(contents);
        }
    }

    /** The same stores, where every change of a template comes a moment after another's. */
    private Stores racing() {
        TemplateStore templates = stores.templates();
        TemplateStore late = proxy(TemplateStore.class, (method, args) -> {
            if (method.getName().equals("replace")) {
                templates.find(((Template) args[0]).id()).ifPresent(templates::replace);
            }
            return method.invoke(templates, args);
        });
        return proxy(Stores.class, (method, args) -> method.getName().equals("templates")
                ? late
                : method.invoke(stores, args));
    }

    private interface Call {
        Object answer(Method method, Object[] args) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> port, Call call) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, (self, method, args) -> {
            try {
                return call.answer(method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
