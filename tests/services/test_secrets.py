"""Secrets stay where they belong: not in logs, not in reprs, not in errors, not in addresses."""

from __future__ import annotations

import logging

import pytest

from kassadesk.core.errors import KassaError
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from tests.services.program import Program


def test_full_run_at_the_finest_log_level_shows_no_secret(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    program.session.confirm(challenge, program.sandbox.code, remember=True)
    first = program.api.tokens.held
    program.sandbox.advance(seconds=901)
    program.records.merchant()
    second = program.api.tokens.held
    rows = program.records.rows()
    list(rows.pages(RowQuery(Resource.TRANSACTIONS, RowFilter(search="Thendral"))))
    program.session.sign_out()

    assert first is not None
    assert second is not None
    assert first != second
    told = caplog.text + repr([program.session.__dict__, program.api.__dict__, first, challenge])
    assert "/v1/oauth/token" in caplog.text  # the log does speak of these calls
    for secret in (
        program.sandbox.password,
        program.sandbox.login,
        challenge.auth_session,
        first.access_token,
        first.refresh_token,
        second.access_token,
        second.refresh_token,
        "Thendral",
    ):
        assert secret not in told


def test_errors_of_a_whole_failed_run_show_no_secret(program: Program) -> None:
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    shown: list[str] = []
    for fault in ({"drop": "before"}, {"html": True}, {"bad_json": True}, {"status": 500}):
        program.sandbox.fault("POST /v1/oauth/*", **fault)
        with pytest.raises(KassaError) as failed:
            program.session.confirm(challenge, "135791", remember=False)
        shown += [str(failed.value), repr(failed.value), repr(vars(failed.value))]

    assert len(shown) == 12
    for secret in (program.sandbox.password, challenge.auth_session, "135791"):
        assert secret not in "".join(shown)
