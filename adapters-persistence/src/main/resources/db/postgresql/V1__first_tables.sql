-- Moments are milliseconds since 1970 in UTC, so that no session's time zone matters. Words in capitals are the names
-- of the domain's enums. Text that is searched for is compared byte by byte (COLLATE "C"): an operating system that
-- sorts differently after an update breaks no index.
-- A delivery names its provider instance without a foreign key: instances are removed, and what they did is not.

CREATE TABLE app (
    id            UUID NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL,
    api_key       TEXT COLLATE "C" NOT NULL UNIQUE,
    secret_digest TEXT NOT NULL CHECK (length(secret_digest) = 64),
    budget        BIGINT CHECK (budget > 0), -- milliseconds; absent: the installation's default
    created_at    BIGINT NOT NULL
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

-- The pace of a provider instance, whoever sends or asks through it. The one place of microseconds.
CREATE TABLE lane_pace (
    instance_id UUID NOT NULL,
    traffic     TEXT COLLATE "C" NOT NULL CHECK (traffic IN ('SENDS', 'QUESTIONS')),
    paid_until  BIGINT NOT NULL,
    PRIMARY KEY (instance_id, traffic)
) WITH (fillfactor = 20); -- room for the next versions of a row beside it

CREATE TABLE profile (
    app_id     UUID NOT NULL REFERENCES app (id),
    user_id    TEXT COLLATE "C" NOT NULL,
    properties TEXT NOT NULL, -- JSON object
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (app_id, user_id)
);

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

CREATE TABLE notification (
    id                  UUID NOT NULL PRIMARY KEY,
    app_id              UUID NOT NULL REFERENCES app (id),
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
    created_at          BIGINT NOT NULL
);

-- The notification may be removed first; a repetition is recognised all the same.
CREATE TABLE remembered_request (
    app_id          UUID NOT NULL REFERENCES app (id),
    key             TEXT COLLATE "C" NOT NULL,
    digest          TEXT NOT NULL,
    notification_id UUID NOT NULL,
    accepted_at     BIGINT NOT NULL,
    PRIMARY KEY (app_id, key)
);
CREATE INDEX remembered_request_by_age ON remembered_request (accepted_at);

CREATE TABLE delivery (
    id               UUID NOT NULL PRIMARY KEY,
    notification_id  UUID NOT NULL REFERENCES notification (id),
    app_id           UUID NOT NULL REFERENCES app (id),
    user_id          TEXT COLLATE "C" NOT NULL,
    channel          TEXT NOT NULL,
    priority         SMALLINT NOT NULL CHECK (priority BETWEEN 0 AND 2), -- urgent, normal, bulk
    created_at       BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL,
    resend_of        UUID, -- a delivery that may be removed before this one
    provider_id      TEXT COLLATE "C",
    instance_id      UUID,
    -- The state and the code of its explanation follow from the rest; they stand here to be counted and to be checked.
    state            TEXT NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DISCARDED', 'DELIVERED', 'SEEN')),
    explanation_code TEXT,
    ending_code      TEXT,
    ending_text      TEXT,
    ending_link      TEXT,
    waiting_code     TEXT,
    waiting_text     TEXT,
    waiting_link     TEXT,
    due_step         TEXT COLLATE "C" CHECK (due_step IN ('SEND', 'RESOLVE', 'POLL')),
    due_at           BIGINT,
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
CREATE INDEX delivery_to_expire ON delivery (expires_at) WHERE due_step = 'SEND';
CREATE INDEX delivery_to_ask ON delivery (instance_id, due_step, due_at) WHERE due_step <> 'SEND';
CREATE INDEX delivery_to_remove ON delivery (updated_at) WHERE due_step IS NULL;
CREATE INDEX delivery_of_notification ON delivery (notification_id, id);

CREATE TABLE attempt (
    delivery_id UUID NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL CHECK (number >= 1),
    app_id      UUID NOT NULL, -- that of the delivery, to be found by
    provider_id TEXT COLLATE "C", -- the one that it went to, whoever serves the delivery since
    started_at  BIGINT NOT NULL,
    call        TEXT NOT NULL CHECK (call IN ('PENDING', 'ACCEPTED', 'DEFERRED', 'REFUSED', 'UNCERTAIN', 'ABSENT')),
    fault       TEXT, -- JSON object
    reference   TEXT COLLATE "C",
    receipts    TEXT NOT NULL, -- JSON array
    PRIMARY KEY (delivery_id, number),
    CONSTRAINT accepted_has_a_reference CHECK (call <> 'ACCEPTED' OR reference IS NOT NULL),
    CONSTRAINT refused_is_explained CHECK (call <> 'REFUSED' OR fault IS NOT NULL)
);
CREATE INDEX attempt_by_reference ON attempt (app_id, provider_id, reference) WHERE reference IS NOT NULL;

CREATE TABLE timeline (
    delivery_id UUID NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
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

CREATE TABLE parked_report (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_id      UUID NOT NULL REFERENCES app (id),
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
