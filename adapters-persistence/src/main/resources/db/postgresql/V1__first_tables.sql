-- Moments are milliseconds since 1970 in UTC, so that no session's time zone matters. Words in capitals are the names
-- of the domain's enums. Text that is searched for is compared byte by byte (COLLATE "C"): an operating system that
-- sorts differently after an update breaks no index.
-- A delivery names its provider instance without a foreign key: instances are removed, and what they did is not.
-- Whatever is written for each notification and delivery has none here at all: a check is a query and a lock for each row,
-- and all that belongs together is stored, and removed, in one unit of work. SQLite, where they cost little, has them.

CREATE TABLE app (
    id            UUID NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL,
    api_key       TEXT COLLATE "C" NOT NULL UNIQUE,
    secret_digest TEXT NOT NULL CHECK (length(secret_digest) = 64),
    budget        BIGINT CHECK (budget > 0), -- milliseconds; absent: the installation's default
    created_at    BIGINT NOT NULL
);

-- Further keys of apps. None is ever removed: it may stand in a callback URL.
CREATE TABLE app_key (
    id            UUID NOT NULL PRIMARY KEY,
    app_id        UUID NOT NULL REFERENCES app (id),
    name          TEXT NOT NULL,
    api_key       TEXT COLLATE "C" NOT NULL UNIQUE,
    secret_digest TEXT NOT NULL CHECK (length(secret_digest) = 64),
    expires_at    BIGINT,
    revoked_at    BIGINT,
    created_at    BIGINT NOT NULL
);
CREATE INDEX app_key_of_app ON app_key (app_id, created_at, id);

CREATE TABLE api_key_use (
    api_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    used_at BIGINT NOT NULL
);

CREATE TABLE provider_instance (
    id          UUID NOT NULL PRIMARY KEY,
    app_id      UUID NOT NULL REFERENCES app (id),
    provider_id TEXT COLLATE "C" NOT NULL,
    channel     TEXT NOT NULL,
    name        TEXT NOT NULL,
    settings    BYTEA NOT NULL, -- sealed
    enabled     BOOLEAN NOT NULL,
    position    INTEGER NOT NULL,
    concurrency INTEGER NOT NULL CHECK (concurrency BETWEEN 1 AND 1000),
    rate        INTEGER NOT NULL CHECK (rate BETWEEN 1 AND 10000), -- messages a second
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX provider_instance_of_app ON provider_instance (app_id, position, created_at, id);

-- The pace of a provider instance, whoever sends or asks through it: one row for each kind of traffic. The one
-- place of microseconds. Read from its later end: what has been paid before is dead, and an old snapshot of anybody's
-- may keep it.
CREATE TABLE lane_pace (
    instance_id UUID NOT NULL,
    traffic     TEXT COLLATE "C" NOT NULL CHECK (traffic IN ('SENDS', 'QUESTIONS')),
    paid_until  BIGINT NOT NULL,
    PRIMARY KEY (instance_id, traffic, paid_until)
);

CREATE TABLE profile (
    app_id     UUID NOT NULL REFERENCES app (id),
    user_id    TEXT COLLATE "C" NOT NULL,
    properties TEXT NOT NULL, -- JSON object
    phone_tail TEXT COLLATE "C", -- the digits of its phone number, last one first, to be found by the last ones
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (app_id, user_id)
);
CREATE INDEX profile_by_phone ON profile (app_id, phone_tail, user_id) WHERE phone_tail IS NOT NULL;

-- When people last wrote and who wants no messages. What they wrote is kept nowhere.
CREATE TABLE inbound_message (
    app_id      UUID    NOT NULL REFERENCES app (id),
    channel     TEXT COLLATE "C" NOT NULL,
    message_id  TEXT COLLATE "C" NOT NULL,
    received_at BIGINT, -- absent: never forgotten, because it has decided something
    PRIMARY KEY (app_id, channel, message_id)
);
CREATE INDEX inbound_message_by_age ON inbound_message (received_at) WHERE received_at IS NOT NULL;

CREATE TABLE last_message (
    app_id  UUID    NOT NULL REFERENCES app (id),
    channel TEXT COLLATE "C" NOT NULL,
    person  TEXT COLLATE "C" NOT NULL,
    sender  TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (app_id, channel, person, sender)
);
CREATE INDEX last_message_by_age ON last_message (at);

CREATE TABLE listening (
    app_id  UUID    NOT NULL REFERENCES app (id),
    channel TEXT COLLATE "C" NOT NULL,
    sender  TEXT COLLATE "C" NOT NULL,
    since   BIGINT NOT NULL,
    PRIMARY KEY (app_id, channel, sender)
);

CREATE TABLE consent (
    app_id     UUID    NOT NULL REFERENCES app (id),
    channel    TEXT COLLATE "C" NOT NULL,
    person     TEXT COLLATE "C" NOT NULL,
    decision   TEXT    NOT NULL CHECK (decision IN ('OPTED_OUT', 'OPTED_IN')),
    since      BIGINT NOT NULL,
    decided_by TEXT    NOT NULL CHECK (decided_by IN ('PERSON', 'OPERATOR')),
    word       TEXT, -- one of the settings, never anything else that a person wrote
    PRIMARY KEY (app_id, channel, person),
    CONSTRAINT person_decides_by_a_word CHECK ((decided_by = 'PERSON') = (word IS NOT NULL))
);
CREATE INDEX opted_out ON consent (app_id, channel, person) WHERE decision = 'OPTED_OUT';

CREATE TABLE template (
    id         UUID NOT NULL PRIMARY KEY,
    app_id     UUID NOT NULL REFERENCES app (id),
    identifier TEXT COLLATE "C" NOT NULL,
    name       TEXT NOT NULL,
    contents   TEXT NOT NULL, -- JSON object, by channel
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (app_id, identifier)
);

CREATE TABLE topic (
    id         UUID NOT NULL PRIMARY KEY,
    app_id     UUID NOT NULL REFERENCES app (id),
    identifier TEXT COLLATE "C" NOT NULL,
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (app_id, identifier)
);

CREATE TABLE subscription (
    topic_id UUID NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    user_id  TEXT COLLATE "C" NOT NULL,
    channels TEXT NOT NULL, -- JSON array; empty: all
    PRIMARY KEY (topic_id, user_id)
);
CREATE INDEX subscription_of_user ON subscription (user_id);

CREATE TABLE category (
    id         UUID NOT NULL PRIMARY KEY,
    app_id     UUID NOT NULL REFERENCES app (id),
    identifier TEXT COLLATE "C" NOT NULL,
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (app_id, identifier)
);

CREATE TABLE notification (
    id                  UUID NOT NULL PRIMARY KEY,
    app_id              UUID NOT NULL,
    title               TEXT,
    message             TEXT,
    url                 TEXT,
    icon                TEXT,
    template            TEXT, -- JSON object: the template as it was
    category            TEXT,
    data                TEXT NOT NULL, -- JSON object
    channels            TEXT,             -- JSON array; absent: all
    override_bodies     TEXT NOT NULL, -- JSON object, by provider
    overridden_settings BYTEA,             -- sealed
    send_at             BIGINT,
    workflow            TEXT COLLATE "C",
    cancellation_key    TEXT COLLATE "C",
    made                INTEGER NOT NULL CHECK (made >= 0), -- deliveries
    created_at          BIGINT NOT NULL,
    CONSTRAINT key_has_a_workflow CHECK (workflow IS NOT NULL OR cancellation_key IS NULL)
);
CREATE INDEX notification_of_run ON notification (app_id, workflow, cancellation_key, created_at, id)
    WHERE cancellation_key IS NOT NULL;
CREATE INDEX notification_without_deliveries ON notification (created_at) WHERE made = 0;

-- The notification may be removed first; a repetition is recognised all the same.
CREATE TABLE remembered_request (
    app_id          UUID NOT NULL,
    key             TEXT COLLATE "C" NOT NULL,
    digest          TEXT NOT NULL,
    notification_id UUID NOT NULL,
    accepted_at     BIGINT NOT NULL,
    PRIMARY KEY (app_id, key)
);
CREATE INDEX remembered_request_by_age ON remembered_request (accepted_at);

CREATE TABLE delivery (
    id               UUID NOT NULL PRIMARY KEY,
    notification_id  UUID NOT NULL,
    app_id           UUID NOT NULL,
    user_id          TEXT COLLATE "C" NOT NULL,
    channel          TEXT NOT NULL,
    priority         SMALLINT NOT NULL CHECK (priority BETWEEN 0 AND 2), -- urgent, normal, bulk
    created_at       BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL,
    resend_of        UUID, -- a delivery that may be removed before this one
    reserve          SMALLINT NOT NULL CHECK (reserve IN (0, 1)), -- content, for where free text is not taken
    provider_id      TEXT COLLATE "C",
    instance_id      UUID,
    -- The state and the code of its explanation follow from the rest; they stand here to be counted and to be checked.
    state            TEXT COLLATE "C" NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DISCARDED', 'DELIVERED', 'SEEN')),
    explanation_code TEXT COLLATE "C",
    ending_code      TEXT,
    ending_text      TEXT,
    ending_link      TEXT,
    waiting_code     TEXT,
    waiting_text     TEXT,
    waiting_link     TEXT,
    due_step         TEXT COLLATE "C" CHECK (due_step IN ('SEND', 'RESOLVE', 'POLL')),
    due_at           BIGINT,
    sent_at          BIGINT, -- first known to have come so far
    delivered_at     BIGINT,
    seen_at          BIGINT,
    updated_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL CHECK (version >= 1),
    CONSTRAINT whole_lane CHECK ((provider_id IS NULL) = (instance_id IS NULL)),
    CONSTRAINT whole_ending CHECK ((ending_code IS NULL) = (ending_text IS NULL)),
    CONSTRAINT whole_waiting CHECK ((waiting_code IS NULL) = (waiting_text IS NULL)),
    CONSTRAINT whole_due CHECK ((due_step IS NULL) = (due_at IS NULL)),
    CONSTRAINT discarded_is_explained CHECK (state <> 'DISCARDED' OR explanation_code IS NOT NULL),
    CONSTRAINT ended_is_never_sent CHECK (due_step <> 'SEND' OR state IN ('QUEUED', 'SENDING', 'SENT')),
    CONSTRAINT due_has_a_lane CHECK (due_step IS NULL OR instance_id IS NOT NULL)
) WITH (autovacuum_vacuum_scale_factor = 0.02); -- what is done must not stay in the way of what is due
-- Partial, so that they hold what is due and not what is done: their size is that of the work, not of the history.
-- Only delivery_to_remove is as long as the history; it is read from its oldest end.
CREATE INDEX delivery_to_send ON delivery (instance_id, priority, due_at, expires_at) WHERE due_step = 'SEND';
CREATE INDEX delivery_to_ask ON delivery (instance_id, due_step, due_at) WHERE due_step <> 'SEND';
CREATE INDEX delivery_to_remove ON delivery (updated_at) WHERE due_step IS NULL AND state <> 'SENDING';
-- In other words than delivery_to_send, for whoever asks for what is due must get that one: a planner that has never
-- seen a backlog would believe that this one, which has not their order, costs the same.
CREATE INDEX delivery_to_expire ON delivery (expires_at) WHERE coalesce(due_step, '') = 'SEND';
CREATE INDEX delivery_of_notification ON delivery (notification_id, id);
-- For the log, of what changes: it is written with each change of state. See delivery_log for what does not change.
CREATE INDEX delivery_by_state ON delivery (app_id, state, created_at, id);
CREATE INDEX delivery_by_explanation ON delivery (app_id, explanation_code, created_at, id)
    WHERE explanation_code IS NOT NULL;

-- What deliveries are looked for by and what hardly changes. In a table of its own, because PostgreSQL writes a row that
-- changes, as that of a delivery does several times, anew into every index of its table. Its key is the order of the log.
CREATE TABLE delivery_log (
    app_id      UUID NOT NULL,
    created_at  BIGINT NOT NULL,
    delivery_id UUID NOT NULL,
    user_id     TEXT COLLATE "C" NOT NULL,
    provider_id TEXT COLLATE "C",
    category    TEXT COLLATE "C",
    PRIMARY KEY (app_id, created_at, delivery_id)
);
CREATE INDEX delivery_log_by_user ON delivery_log (app_id, user_id, created_at, delivery_id);
CREATE INDEX delivery_log_by_provider ON delivery_log (app_id, provider_id, created_at, delivery_id)
    WHERE provider_id IS NOT NULL;
CREATE INDEX delivery_log_by_category ON delivery_log (app_id, category, created_at, delivery_id)
    WHERE category IS NOT NULL;

CREATE TABLE attempt (
    delivery_id UUID NOT NULL,
    number      INTEGER NOT NULL CHECK (number >= 1),
    app_id      UUID NOT NULL, -- that of the delivery, to be found by
    provider_id TEXT COLLATE "C" NOT NULL, -- with the next, where it went to, whoever serves the delivery since
    instance_id UUID NOT NULL,
    started_at  BIGINT NOT NULL,
    person      TEXT COLLATE "C", -- with the next, its imprint, until it is told which message it is
    marks       TEXT, -- JSON object
    call        TEXT NOT NULL CHECK (call IN ('PENDING', 'ACCEPTED', 'DEFERRED', 'REFUSED', 'UNCERTAIN', 'ABSENT')),
    fault       TEXT, -- JSON object
    reference   TEXT COLLATE "C",
    receipts    TEXT NOT NULL, -- JSON array
    PRIMARY KEY (delivery_id, number),
    CONSTRAINT accepted_has_a_reference CHECK (call <> 'ACCEPTED' OR reference IS NOT NULL),
    CONSTRAINT refused_is_explained CHECK (call <> 'REFUSED' OR fault IS NOT NULL),
    CONSTRAINT imprint_only_in_doubt CHECK (
        (person IS NULL) = (marks IS NULL)
        AND (person IS NULL OR reference IS NULL AND call IN ('PENDING', 'UNCERTAIN', 'ABSENT')))
) WITH (fillfactor = 50); -- a report changes no index, if there is room for the row where it is
CREATE INDEX attempt_by_reference ON attempt (reference, provider_id, app_id) WHERE reference IS NOT NULL;
CREATE INDEX attempt_in_doubt ON attempt (person, provider_id) WHERE person IS NOT NULL;

-- Numbers are given before the commit, so that a lower one may become visible after a higher one. Readers of the feed
-- go by transaction first, and only as far as all of them have ended: what they have passed never gains anything.
CREATE TABLE timeline (
    number      BIGINT GENERATED ALWAYS AS IDENTITY,
    tx          BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    delivery_id UUID NOT NULL,
    version     BIGINT NOT NULL, -- of the delivery, that came with this entry
    position    INTEGER NOT NULL, -- among those of that version
    at          BIGINT NOT NULL,
    event       TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DISCARDED', 'DELIVERED', 'SEEN')),
    attempt     INTEGER NOT NULL CHECK (attempt >= 0),
    detail      TEXT NOT NULL,
    code        TEXT,
    link        TEXT,
    raw         TEXT, -- JSON object; absent: the provider sent nothing
    PRIMARY KEY (delivery_id, version, position)
);
CREATE INDEX timeline_by_commit ON timeline (tx, number);

-- Counts of deliveries, by the hour and by the day (UTC) in which they were accepted. The subject is a state, with the
-- code of the explanation as its detail (empty: none), or a milestone, with a class of times as its detail.
CREATE TABLE statistic (
    app_id     UUID NOT NULL REFERENCES app (id),
    span       TEXT COLLATE "C" NOT NULL CHECK (span IN ('HOUR', 'DAY')),
    start      BIGINT NOT NULL,
    subject    TEXT COLLATE "C" NOT NULL,
    detail     TEXT COLLATE "C" NOT NULL,
    amount     BIGINT NOT NULL,
    PRIMARY KEY (app_id, span, start, subject, detail)
);

-- What is still to be added to them. Commits only add rows here, so that none waits for another; see Ledger.
CREATE TABLE statistic_change (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_id     UUID NOT NULL,
    hour       BIGINT NOT NULL,
    subject    TEXT COLLATE "C" NOT NULL,
    detail     TEXT COLLATE "C" NOT NULL,
    amount     BIGINT NOT NULL
);

CREATE TABLE parked_report (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_id      UUID NOT NULL,
    provider_id TEXT COLLATE "C" NOT NULL,
    reference   TEXT COLLATE "C" NOT NULL,
    report      TEXT NOT NULL, -- JSON object
    received_at BIGINT NOT NULL
);
CREATE INDEX parked_report_by_reference ON parked_report (app_id, provider_id, reference);
CREATE INDEX parked_report_by_age ON parked_report (received_at);

-- The keys that seal what is secret, themselves sealed by the master key.
CREATE TABLE key_set (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    keys BYTEA NOT NULL
);

-- Written by the health check, to find out whether writing works.
CREATE TABLE probe (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at BIGINT NOT NULL
);
INSERT INTO probe (id, at) VALUES (1, 0);

-- Operators who have signed in.
CREATE TABLE operator_session (
    proof      TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(proof) = 64), -- a digest
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX operator_session_by_end ON operator_session (expires_at);

CREATE TABLE last_callback (
    app_id      UUID NOT NULL REFERENCES app (id),
    provider_id TEXT COLLATE "C" NOT NULL,
    proven_at   BIGINT,
    refused_at  BIGINT,
    refusal     TEXT,
    PRIMARY KEY (app_id, provider_id),
    CONSTRAINT refusal_has_a_reason CHECK ((refused_at IS NULL) = (refusal IS NULL))
);
