"""The tables of the server core. Blueprints with tables of their own add a `SCHEMA` text.

Times are text of `clock.wire_time`; members ending in _json are JSON text.
"""

from __future__ import annotations

SCHEMA = """
CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS people(
    merchant_id TEXT NOT NULL, login TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
    channel TEXT NOT NULL, password TEXT NOT NULL,
    PRIMARY KEY(login)) STRICT;
CREATE TABLE IF NOT EXISTS sign_in_failures(who_hash TEXT NOT NULL, happened_at TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS failures_by_login ON sign_in_failures(who_hash, happened_at);
CREATE TABLE IF NOT EXISTS auth_sessions(
    hash TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
    channel TEXT NOT NULL, device_name TEXT NOT NULL, code_challenge TEXT NOT NULL,
    code_hash TEXT NOT NULL, sent_at TEXT NOT NULL, login TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, resends INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS authorization_codes(
    hash TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
    device_name TEXT NOT NULL, code_challenge TEXT NOT NULL, expires_at TEXT NOT NULL,
    session_id TEXT) STRICT;
CREATE TABLE IF NOT EXISTS sessions(
    session_id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
    device_name TEXT NOT NULL, started_at TEXT NOT NULL, last_used_at TEXT NOT NULL,
    ends_at TEXT NOT NULL, ended_at TEXT, generation INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE IF NOT EXISTS refresh_tokens(
    hash TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions, generation INTEGER NOT NULL,
    used_at TEXT, UNIQUE(session_id, generation)) STRICT;
CREATE TABLE IF NOT EXISTS access_tokens(
    hash TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions, expires_at TEXT NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS idempotency_keys(
    merchant_id TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    headers_json TEXT NOT NULL, body BLOB NOT NULL, made_at TEXT NOT NULL,
    PRIMARY KEY(merchant_id, key)) STRICT;

CREATE TABLE IF NOT EXISTS requests(
    request_id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, reference TEXT NOT NULL UNIQUE,
    client_ref TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,
    subject_label TEXT NOT NULL, note TEXT, filed_at TEXT NOT NULL, acknowledged_at TEXT,
    promised_by TEXT, policy_by TEXT, law_by TEXT, effective_at TEXT, expires_at TEXT, details TEXT,
    asks_for_json TEXT NOT NULL DEFAULT '[]', basis TEXT, next_step TEXT, extended INTEGER NOT NULL
    DEFAULT 0, asked_json TEXT NOT NULL, due_event TEXT, due_at TEXT,
    UNIQUE(merchant_id, client_ref)) STRICT;
CREATE INDEX IF NOT EXISTS requests_by_time ON requests(merchant_id, filed_at, request_id);
CREATE INDEX IF NOT EXISTS requests_by_due ON requests(due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS request_items(
    request_id TEXT NOT NULL REFERENCES requests, place INTEGER NOT NULL, subject TEXT NOT NULL,
    label TEXT NOT NULL, action TEXT NOT NULL, state TEXT NOT NULL, before TEXT, after TEXT,
    processor TEXT, hold_law TEXT, hold_why TEXT, hold_until TEXT, at_approval INTEGER NOT NULL DEFAULT 0,
    year TEXT, PRIMARY KEY(request_id, place)) STRICT;
CREATE TABLE IF NOT EXISTS request_events(
    request_id TEXT NOT NULL REFERENCES requests, seq INTEGER NOT NULL, happened_at TEXT NOT NULL,
    kind TEXT NOT NULL, actor TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, text TEXT,
    PRIMARY KEY(request_id, seq)) STRICT;
CREATE TABLE IF NOT EXISTS receipts(
    receipt_number TEXT PRIMARY KEY, about_id TEXT NOT NULL UNIQUE, received_at TEXT NOT NULL,
    request_digest TEXT NOT NULL, attachment_digests_json TEXT NOT NULL, key_id TEXT NOT NULL,
    signature TEXT NOT NULL, signed BLOB NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS attachments(
    attachment_id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, client_ref TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
    offset INTEGER NOT NULL DEFAULT 0, ready INTEGER NOT NULL DEFAULT 0, made_at TEXT NOT NULL,
    UNIQUE(merchant_id, client_ref, sha256)) STRICT;
CREATE TABLE IF NOT EXISTS attachment_chunks(
    attachment_id TEXT NOT NULL REFERENCES attachments ON DELETE CASCADE, offset INTEGER NOT NULL,
    bytes BLOB NOT NULL, PRIMARY KEY(attachment_id, offset)) STRICT;
CREATE TABLE IF NOT EXISTS evidence(
    about_id TEXT NOT NULL, attachment_id TEXT NOT NULL UNIQUE REFERENCES attachments,
    added_at TEXT NOT NULL, PRIMARY KEY(about_id, attachment_id)) STRICT;

CREATE TABLE IF NOT EXISTS grievances(
    grievance_id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, reference TEXT NOT NULL UNIQUE,
    client_ref TEXT NOT NULL, category TEXT NOT NULL, about_request TEXT REFERENCES requests,
    text TEXT NOT NULL, state TEXT NOT NULL, filed_at TEXT NOT NULL, statutory_due_date TEXT,
    due_event TEXT, due_at TEXT, UNIQUE(merchant_id, client_ref)) STRICT;
CREATE TABLE IF NOT EXISTS grievance_events(
    grievance_id TEXT NOT NULL REFERENCES grievances, seq INTEGER NOT NULL, happened_at TEXT NOT NULL,
    kind TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL, text TEXT,
    PRIMARY KEY(grievance_id, seq)) STRICT;

CREATE TABLE IF NOT EXISTS field_values(
    change_id INTEGER PRIMARY KEY, field_id TEXT NOT NULL, value TEXT, changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL, reason TEXT, before TEXT) STRICT;
CREATE INDEX IF NOT EXISTS values_by_field ON field_values(field_id, change_id);
CREATE TABLE IF NOT EXISTS deleted_data(
    subject TEXT PRIMARY KEY, deleted_at TEXT NOT NULL, request_id TEXT NOT NULL) STRICT;
"""
"""field_values: the newest row of a field is its present value, older ones are its history.
deleted_data: subjects whose rows were deleted: a category id, "messages", or "billing.2021-22" for the
bills of one year (a deleted field is a field_values row with NULL)."""

LATER_COLUMNS = (("request_items", "year", "TEXT"),)
"""Columns that a store of an earlier version does not have yet."""
