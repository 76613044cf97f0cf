-- Identifiers are UUIDs as their 16 bytes, which stand in nearly every entry of nearly every index. In the sqlite3 shell,
-- hex(id) shows one, and x'…', its digits without the dashes, finds it.
-- Moments are milliseconds since 1970 in UTC. Words in capitals are the names of the domain's enums.
-- A delivery names its provider instance without a foreign key: instances are removed, and what they did is not.

CREATE TABLE app (
    id            BLOB    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    api_key       TEXT    NOT NULL UNIQUE,
    secret_digest TEXT    NOT NULL CHECK (length(secret_digest) = 64),
    budget        INTEGER CHECK (budget > 0), -- milliseconds; absent: the installation's default
    created_at    INTEGER NOT NULL
) STRICT;

-- Further keys of apps. None is ever removed: it may stand in a callback URL.
CREATE TABLE app_key (
    id            BLOB    NOT NULL PRIMARY KEY,
    app_id        BLOB    NOT NULL REFERENCES app (id),
    name          TEXT    NOT NULL,
    api_key       TEXT    NOT NULL UNIQUE,
    secret_digest TEXT    NOT NULL CHECK (length(secret_digest) = 64),
    expires_at    INTEGER,
    revoked_at    INTEGER,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX app_key_of_app ON app_key (app_id, created_at, id);

CREATE TABLE api_key_use (
    api_key TEXT    NOT NULL PRIMARY KEY,
    used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE provider_instance (
    id          BLOB    NOT NULL PRIMARY KEY,
    app_id      BLOB    NOT NULL REFERENCES app (id),
    provider_id TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    settings    BLOB    NOT NULL, -- sealed
    enabled     INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    position    INTEGER NOT NULL,
    concurrency INTEGER NOT NULL CHECK (concurrency BETWEEN 1 AND 1000),
    rate        INTEGER NOT NULL CHECK (rate BETWEEN 1 AND 10000), -- messages a second
    version     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX provider_instance_of_app ON provider_instance (app_id, position, created_at, id);

-- The pace of a provider instance, whoever sends or asks through it: one row for each kind of traffic. The one
-- place of microseconds.
CREATE TABLE lane_pace (
    instance_id BLOB    NOT NULL,
    traffic     TEXT    NOT NULL CHECK (traffic IN ('SENDS', 'QUESTIONS')),
    paid_until  INTEGER NOT NULL,
    PRIMARY KEY (instance_id, traffic, paid_until)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile (
    app_id     BLOB    NOT NULL REFERENCES app (id),
    user_id    TEXT    NOT NULL,
    properties TEXT    NOT NULL, -- JSON object
    phone_tail TEXT, -- the digits of its phone number, last one first, to be found by the last ones
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, user_id)
) STRICT;
CREATE INDEX profile_by_phone ON profile (app_id, phone_tail, user_id) WHERE phone_tail IS NOT NULL;

-- When people last wrote and who wants no messages. What they wrote is kept nowhere.
CREATE TABLE inbound_message (
    app_id      BLOB    NOT NULL REFERENCES app (id),
    channel     TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    received_at INTEGER, -- absent: never forgotten, because it has decided something
    PRIMARY KEY (app_id, channel, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbound_message_by_age ON inbound_message (received_at) WHERE received_at IS NOT NULL;

CREATE TABLE last_message (
    app_id  BLOB    NOT NULL REFERENCES app (id),
    channel TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    sender  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (app_id, channel, person, sender)
) STRICT, WITHOUT ROWID;
CREATE INDEX last_message_by_age ON last_message (at);

CREATE TABLE listening (
    app_id  BLOB    NOT NULL REFERENCES app (id),
    channel TEXT    NOT NULL,
    sender  TEXT    NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (app_id, channel, sender)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    app_id     BLOB    NOT NULL REFERENCES app (id),
    channel    TEXT    NOT NULL,
    person     TEXT    NOT NULL,
    decision   TEXT    NOT NULL CHECK (decision IN ('OPTED_OUT', 'OPTED_IN')),
    since      INTEGER NOT NULL,
    decided_by TEXT    NOT NULL CHECK (decided_by IN ('PERSON', 'OPERATOR')),
    word       TEXT, -- one of the settings, never anything else that a person wrote
    PRIMARY KEY (app_id, channel, person),
    CONSTRAINT person_decides_by_a_word CHECK ((decided_by = 'PERSON') = (word IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX opted_out ON consent (app_id, channel, person) WHERE decision = 'OPTED_OUT';

CREATE TABLE template (
    id         BLOB    NOT NULL PRIMARY KEY,
    app_id     BLOB    NOT NULL REFERENCES app (id),
    identifier TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    contents   TEXT    NOT NULL, -- JSON object, by channel
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (app_id, identifier)
) STRICT;

CREATE TABLE topic (
    id         BLOB    NOT NULL PRIMARY KEY,
    app_id     BLOB    NOT NULL REFERENCES app (id),
    identifier TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (app_id, identifier)
) STRICT;

CREATE TABLE subscription (
    topic_id BLOB    NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    user_id  TEXT    NOT NULL,
    channels TEXT    NOT NULL, -- JSON array; empty: all
    PRIMARY KEY (topic_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_of_user ON subscription (user_id);

CREATE TABLE category (
    id         BLOB    NOT NULL PRIMARY KEY,
    app_id     BLOB    NOT NULL REFERENCES app (id),
    identifier TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (app_id, identifier)
) STRICT;

CREATE TABLE notification (
    id                  BLOB    NOT NULL PRIMARY KEY,
    app_id              BLOB    NOT NULL REFERENCES app (id),
    title               TEXT,
    message             TEXT,
    url                 TEXT,
    icon                TEXT,
    template            TEXT,             -- JSON object: the template as it was
    category            TEXT,
    data                TEXT    NOT NULL, -- JSON object
    channels            TEXT,             -- JSON array; absent: all
    override_bodies     TEXT    NOT NULL, -- JSON object, by provider
    overridden_settings BLOB,             -- sealed
    send_at             INTEGER,
    workflow            TEXT,
    cancellation_key    TEXT,
    made                INTEGER NOT NULL CHECK (made >= 0), -- deliveries
    created_at          INTEGER NOT NULL,
    CONSTRAINT key_has_a_workflow CHECK (workflow IS NOT NULL OR cancellation_key IS NULL)
) STRICT;
CREATE INDEX notification_of_run ON notification (app_id, workflow, cancellation_key, created_at, id)
    WHERE cancellation_key IS NOT NULL;
CREATE INDEX notification_without_deliveries ON notification (created_at) WHERE made = 0;

-- The notification may be removed first; a repetition is recognised all the same.
CREATE TABLE remembered_request (
    app_id          BLOB    NOT NULL REFERENCES app (id),
    key             TEXT    NOT NULL,
    digest          TEXT    NOT NULL,
    notification_id BLOB    NOT NULL,
    accepted_at     INTEGER NOT NULL,
    PRIMARY KEY (app_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX remembered_request_by_age ON remembered_request (accepted_at);

CREATE TABLE delivery (
    id               BLOB    NOT NULL PRIMARY KEY,
    notification_id  BLOB    NOT NULL REFERENCES notification (id),
    app_id           BLOB    NOT NULL REFERENCES app (id),
    user_id          TEXT    NOT NULL,
    channel          TEXT    NOT NULL,
    priority         INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2), -- urgent, normal, bulk
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    resend_of        BLOB, -- a delivery that may be removed before this one
    reserve          INTEGER NOT NULL CHECK (reserve IN (0, 1)), -- content, for where free text is not taken
    provider_id      TEXT,
    instance_id      BLOB,
    -- The state and the code of its explanation follow from the rest; they stand here to be counted and to be checked.
    state            TEXT    NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DISCARDED', 'DELIVERED', 'SEEN')),
    explanation_code TEXT,
    ending_code      TEXT,
    ending_text      TEXT,
    ending_link      TEXT,
    waiting_code     TEXT,
    waiting_text     TEXT,
    waiting_link     TEXT,
    due_step         TEXT CHECK (due_step IN ('SEND', 'RESOLVE', 'POLL')),
    due_at           INTEGER,
    sent_at          INTEGER, -- first known to have come so far
    delivered_at     INTEGER,
    seen_at          INTEGER,
    updated_at       INTEGER NOT NULL,
    version          INTEGER NOT NULL CHECK (version >= 1),
    CONSTRAINT whole_lane CHECK ((provider_id IS NULL) = (instance_id IS NULL)),
    CONSTRAINT whole_ending CHECK ((ending_code IS NULL) = (ending_text IS NULL)),
    CONSTRAINT whole_waiting CHECK ((waiting_code IS NULL) = (waiting_text IS NULL)),
    CONSTRAINT whole_due CHECK ((due_step IS NULL) = (due_at IS NULL)),
    CONSTRAINT discarded_is_explained CHECK (state <> 'DISCARDED' OR explanation_code IS NOT NULL),
    CONSTRAINT ended_is_never_sent CHECK (due_step <> 'SEND' OR state IN ('QUEUED', 'SENDING', 'SENT')),
    CONSTRAINT due_has_a_lane CHECK (due_step IS NULL OR instance_id IS NOT NULL)
) STRICT;
-- Partial, so that they hold what is due and not what is done: their size is that of the work, not of the history.
-- Only delivery_to_remove is as long as the history; it is read from its oldest end.
CREATE INDEX delivery_to_send ON delivery (instance_id, priority, due_at, expires_at) WHERE due_step = 'SEND';
CREATE INDEX delivery_to_ask ON delivery (instance_id, due_step, due_at) WHERE due_step <> 'SEND';
CREATE INDEX delivery_to_remove ON delivery (updated_at) WHERE due_step IS NULL AND state <> 'SENDING';
-- In other words than delivery_to_send, for whoever asks for what is due must get that one.
CREATE INDEX delivery_to_expire ON delivery (expires_at) WHERE coalesce(due_step, '') = 'SEND';
CREATE INDEX delivery_of_notification ON delivery (notification_id, id);
-- For the log, of what changes: it is written with each change of state. See delivery_log for what does not change.
CREATE INDEX delivery_by_state ON delivery (app_id, state, created_at, id);
CREATE INDEX delivery_by_explanation ON delivery (app_id, explanation_code, created_at, id)
    WHERE explanation_code IS NOT NULL;

-- What deliveries are looked for by and what hardly changes. In a table of its own, because PostgreSQL writes a row that
-- changes, as that of a delivery does several times, anew into every index of its table. Its key is the order of the log.
CREATE TABLE delivery_log (
    app_id      BLOB    NOT NULL REFERENCES app (id),
    created_at  INTEGER NOT NULL,
    delivery_id BLOB    NOT NULL,
    user_id     TEXT    NOT NULL,
    provider_id TEXT,
    category    TEXT,
    PRIMARY KEY (app_id, created_at, delivery_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_log_by_user ON delivery_log (app_id, user_id, created_at, delivery_id);
CREATE INDEX delivery_log_by_provider ON delivery_log (app_id, provider_id, created_at, delivery_id)
    WHERE provider_id IS NOT NULL;
CREATE INDEX delivery_log_by_category ON delivery_log (app_id, category, created_at, delivery_id)
    WHERE category IS NOT NULL;

CREATE TABLE attempt (
    delivery_id BLOB    NOT NULL REFERENCES delivery (id),
    number      INTEGER NOT NULL CHECK (number >= 1),
    app_id      BLOB    NOT NULL, -- that of the delivery, to be found by
    provider_id TEXT    NOT NULL, -- with the next, where it went to, whoever serves the delivery since
    instance_id BLOB    NOT NULL,
    started_at  INTEGER NOT NULL,
    person      TEXT, -- with the next, its imprint, until it is told which message it is
    marks       TEXT, -- JSON object
    call        TEXT    NOT NULL CHECK (call IN ('PENDING', 'ACCEPTED', 'DEFERRED', 'REFUSED', 'UNCERTAIN', 'ABSENT')),
    fault       TEXT, -- JSON object
    reference   TEXT,
    receipts    TEXT    NOT NULL, -- JSON array
    PRIMARY KEY (delivery_id, number),
    CONSTRAINT accepted_has_a_reference CHECK (call <> 'ACCEPTED' OR reference IS NOT NULL),
    CONSTRAINT refused_is_explained CHECK (call <> 'REFUSED' OR fault IS NOT NULL),
    CONSTRAINT imprint_only_in_doubt CHECK (
        (person IS NULL) = (marks IS NULL)
        AND (person IS NULL OR reference IS NULL AND call IN ('PENDING', 'UNCERTAIN', 'ABSENT')))
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_reference ON attempt (reference, provider_id, app_id) WHERE reference IS NOT NULL;
CREATE INDEX attempt_in_doubt ON attempt (person, provider_id) WHERE person IS NOT NULL;

-- Numbers are never given twice, not even when all is gone: readers of the feed go on after the last that they have seen.
CREATE TABLE timeline (
    number      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    delivery_id BLOB    NOT NULL REFERENCES delivery (id),
    version     INTEGER NOT NULL, -- of the delivery, that came with this entry
    position    INTEGER NOT NULL, -- among those of that version
    at          INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DISCARDED', 'DELIVERED', 'SEEN')),
    attempt     INTEGER NOT NULL CHECK (attempt >= 0),
    detail      TEXT    NOT NULL,
    code        TEXT,
    link        TEXT,
    raw         TEXT, -- JSON object; absent: the provider sent nothing
    UNIQUE (delivery_id, version, position)
) STRICT;

-- Counts of deliveries, by the hour and by the day (UTC) in which they were accepted. The subject is a state, with the
-- code of the explanation as its detail (empty: none), or a milestone, with a class of times as its detail.
CREATE TABLE statistic (
    app_id     BLOB    NOT NULL REFERENCES app (id),
    span       TEXT    NOT NULL CHECK (span IN ('HOUR', 'DAY')),
    start      INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    detail     TEXT    NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (app_id, span, start, subject, detail)
) STRICT, WITHOUT ROWID;

-- What is still to be added to them. Commits only add rows here, so that none waits for another; see Ledger.
CREATE TABLE statistic_change (
    id         INTEGER NOT NULL PRIMARY KEY,
    app_id     BLOB    NOT NULL,
    hour       INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    detail     TEXT    NOT NULL,
    amount     INTEGER NOT NULL
) STRICT;

CREATE TABLE parked_report (
    id          INTEGER NOT NULL PRIMARY KEY,
    app_id      BLOB    NOT NULL REFERENCES app (id),
    provider_id TEXT    NOT NULL,
    reference   TEXT    NOT NULL,
    report      TEXT    NOT NULL, -- JSON object
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX parked_report_by_reference ON parked_report (app_id, provider_id, reference);
CREATE INDEX parked_report_by_age ON parked_report (received_at);

-- The keys that seal what is secret, themselves sealed by the master key.
CREATE TABLE key_set (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    keys BLOB    NOT NULL
) STRICT;

-- Written by the health check, to find out whether writing works.
CREATE TABLE probe (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;
INSERT INTO probe (id, at) VALUES (1, 0);

-- Operators who have signed in.
CREATE TABLE operator_session (
    proof      TEXT    NOT NULL PRIMARY KEY CHECK (length(proof) = 64), -- a digest
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX operator_session_by_end ON operator_session (expires_at);

CREATE TABLE last_callback (
    app_id      BLOB NOT NULL REFERENCES app (id),
    provider_id TEXT NOT NULL,
    proven_at   INTEGER,
    refused_at  INTEGER,
    refusal     TEXT,
    PRIMARY KEY (app_id, provider_id),
    CONSTRAINT refusal_has_a_reason CHECK ((refused_at IS NULL) = (refusal IS NULL))
) STRICT, WITHOUT ROWID;
