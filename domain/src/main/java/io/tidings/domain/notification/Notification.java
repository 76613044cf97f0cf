package io.tidings.domain.notification;

import io.tidings.domain.content.Content;
import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.template.Template;
import java.time.Instant;
import java.util.Optional;

/**
 * One accepted request.
 *
 * @param template the template that it names, as it was when the request was accepted: later changes of the template
 *                 change nothing here
 * @param category what kind of notification it is, in the app's own words
 * @param data     free data of the caller's
 * @param sendAt   not to be sent before; empty means at once
 * @param run      the workflow that it is a part of, where the caller named one
 * @param made     how many deliveries it was when it was accepted; 0 where its topics reached nobody
 */
public record Notification(NotificationId id, AppId app, Content content, Optional<Template> template,
        Optional<String> category, JsonObject data,
        Overrides overrides,
        Optional<Instant> sendAt, Optional<WorkflowRun> run, int made, Instant createdAt) {}
