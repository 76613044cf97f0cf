package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import io.tidings.domain.template.TemplateStore;
import java.util.Optional;
import java.util.UUID;

/** The templates that requests name: by the identifier that the app gave, or by the id that we gave. */
final class NamedTemplates {

    private final TemplateStore store;

    NamedTemplates(TemplateStore store) {
        this.store = store;
    }

    /**
     * The template of a request. A workflow is one, too; beside a template it must exist, and says nothing.
     *
     * @throws Problem.Unprocessable when there is no such template or workflow
     */
    Optional<Template> of(App app, Intake.Request request) {
        Optional<Template> template = request.template().map(name -> find(app, name)
                .orElseThrow(() -> new Problem.Unprocessable(Problem.Unprocessable.Kind.UNKNOWN_REFERENCE,
                        "notification.templateIdentifier",
                        "names a template that does not exist: " + name)));
        Optional<Template> workflow = request.run().map(WorkflowRun::workflow).map(name -> find(app, name)
                .orElseThrow(() -> new Problem.Unprocessable(Problem.Unprocessable.Kind.UNKNOWN_REFERENCE,
                        "notification.workflow.identifier",
                        "names a workflow that does not exist: " + name)));
        return template.or(() -> workflow);
    }

    /** Another app's template is none. */
    Optional<Template> find(App app, String name) {
        try {
            return store.find(app.id(), new TemplateIdentifier(name))
                    .or(() -> id(name).flatMap(store::find).filter(template -> template.app().equals(app.id())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<TemplateId> id(String name) {
        return name.length() == 36 ? Optional.of(new TemplateId(UUID.fromString(name))) : Optional.empty();
    }
}
