package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.content.Content;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database itself refuses what breaks the state law, whoever writes it. */
final class StateLawInSqlTest {

    private Opened opened;
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path directory) {
        opened = Opened.in(directory);
        scene = Scene.in(opened);
        Delivery begun = scene.queued().begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(),
                Samples.NOW);
        scene.added(begun.answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(Samples.NOW)));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "UPDATE delivery SET state = 'LOST'",
        "UPDATE delivery SET state = 'DISCARDED', explanation_code = NULL",
        "UPDATE delivery SET due_at = NULL",
        "UPDATE delivery SET due_step = NULL",
        "UPDATE delivery SET due_step = 'DANCE'",
        "UPDATE delivery SET state = 'DELIVERED', due_step = 'SEND'",
        "UPDATE delivery SET state = 'SEEN', due_step = 'SEND'",
        "UPDATE delivery SET state = 'DISCARDED', explanation_code = 'x', due_step = 'SEND'",
        "UPDATE delivery SET instance_id = NULL",
        "UPDATE delivery SET instance_id = NULL, provider_id = NULL",
        "UPDATE delivery SET ending_code = 'x'",
        "UPDATE delivery SET waiting_text = 'x'",
        "UPDATE delivery SET version = 0",
        "UPDATE delivery SET notification_id = x'00'",
        "UPDATE delivery SET due_at = 'tomorrow'",
        "UPDATE attempt SET number = 0",
        "UPDATE attempt SET call = 'HOPED'",
        "UPDATE attempt SET reference = NULL",
        "UPDATE attempt SET call = 'REFUSED', fault = NULL",
        "UPDATE attempt SET delivery_id = x'00'",
        "UPDATE timeline SET attempt = -1",
        "UPDATE timeline SET state = 'LOST'",
        "UPDATE provider_instance SET enabled = 2",
        "UPDATE provider_instance SET concurrency = 0",
        "DELETE FROM notification"})
    void statement_isRefused(String sql) {
        assertThatThrownBy(() -> opened.persistence().database().write(handle -> handle.execute(sql)))
                .hasStackTraceContaining("SQLITE_CONSTRAINT");
    }

    @Test
    void text_mayHoldEveryCharacter() {
        String text = "before\0after " + Samples.AWKWARD_TEXT;
        Notification sample = Samples.notification(scene.app().id());
        var content = new Content(Optional.of("\0"), Optional.of(text), Optional.of(""), Optional.empty());
        var notification = new Notification(sample.id(), sample.app(), content, Optional.empty(), Optional.of(text),
                sample.data(),
                sample.overrides(), Optional.empty(), Optional.empty(), 1, Samples.NOW);
        opened.notifications().add(List.of(notification));
        assertThat(opened.notifications().find(notification.id())).contains(notification);
    }
}
