"""An independent mock of the contract takes what the client says, and the client what it answers.

Prism judges each request by the contract alone: a missing header, a wrong word or an unknown member is
refused. So what passes here would pass at any server that keeps the contract.
"""

from __future__ import annotations

import http.client
import json
import re
import urllib.parse
from collections.abc import Iterator
from typing import Any

import pytest

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.errors import Rejected
from kassadesk.core.rows import Resource, RowQuery
from tests.contract.client_calls import CALLS, sign_in
from tests.contract.document import (
    Checker,
    Operation,
    load,
    operations,
    parameters,
    values_of,
)
from tests.contract.prism_mock import Mock, running_mock

OPERATIONS = {operation.name: operation for operation in operations(load())}
READS = [
    o.name
    for o in OPERATIONS.values()
    if o.method == "get" and "{" not in o.path and o.path.startswith(("/v1/", "/.well-known/"))
]


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with running_mock() as running:
        yield running


@pytest.fixture
def api(mock: Mock) -> Iterator[ApiClient]:
    """The program's own client, not signed in, pointed at the mock."""
    mock.passed.clear()
    made = ApiClient(Transport(mock.base_url))
    yield made
    made.close()


def calls_of(mock: Mock, operation: Operation) -> list[int]:
    """The statuses of one operation's calls; a call that Prism finds fault with fails the test."""
    shape = re.compile(re.sub(r"\\?\{[^}]*\\?\}", "[^/]+", operation.path))
    for one in mock.passed:
        assert one.faults == (), f"{one.method} {one.path}"
    return [
        one.status
        for one in mock.passed
        if one.method.lower() == operation.method and shape.fullmatch(one.path)
    ]


def test_the_client_can_make_every_operation_of_the_contract() -> None:
    assert set(CALLS) == set(OPERATIONS)


@pytest.mark.slow
def test_the_client_signs_in_at_the_mock(mock: Mock, api: ApiClient) -> None:
    challenge = sign_in(api)

    assert (challenge.channel, challenge.digits) == ("sms", 6)
    assert api.tokens.held is not None
    assert calls_of(mock, OPERATIONS["challengeAuthorization"]) == [403, 200]
    assert calls_of(mock, OPERATIONS["exchangeToken"]) == [200]


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_the_mock_takes_what_the_client_says_and_the_client_its_answer(
    mock: Mock, api: ApiClient, name: str
) -> None:
    sign_in(api)
    mock.passed.clear()

    value = CALLS[name](api)

    statuses = calls_of(mock, OPERATIONS[name])
    assert statuses
    expected = 403 if name == "challengeAuthorization" else 299
    assert all(200 <= status <= expected for status in statuses)
    nothing = name in ("revokeToken", "endSession")
    assert (value is None) is nothing


@pytest.mark.slow
def test_the_mock_refuses_what_the_contract_does_not_know(mock: Mock, api: ApiClient) -> None:
    with pytest.raises(Rejected):
        api.tokens.resume("no\ntoken")
    sign_in(api)
    with pytest.raises(Rejected) as refused:
        api.rows.create_query("no such id!", RowQuery(Resource.DEVICES), 200)
    with pytest.raises(Rejected):
        api.requests.withdraw_request("req_0042", idempotency_key="two words")

    assert refused.value.reason in ("validation_failed", "invalid_request")
    assert read(mock.base_url, "/v1/me", token="")[0] == 401


@pytest.mark.slow
@pytest.mark.parametrize("name", READS)
def test_the_mock_answers_each_read_with_the_example_of_the_contract(mock: Mock, name: str) -> None:
    operation = OPERATIONS[name]
    told = operation.node["responses"]["200"]["content"]["application/json"]
    needed = [p["name"] for p in parameters(load(), operation) if p["required"]]
    query = "?query_id=qry_01" if needed else ""
    status, body = read(mock.base_url, operation.path + query)
    answer = ("responses", "200", "content", "application/json", "schema")
    assert status == 200
    assert body in values_of(told)
    assert Checker(load()).faults(("paths", operation.path, "get", *answer), body) == []


def read(url: str, path: str, token: str = "at_example") -> tuple[int, Any]:
    """Status and JSON of a GET."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    headers = {"Accept": "application/json, application/problem+json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    status, body = answer.status, answer.read()
    connection.close()
    return status, json.loads(body)
