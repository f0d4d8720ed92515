"""The contract file keeps its own promises. Rules that can be broken have a broken copy beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from kassadesk.core.columns import COLUMNS, TOTALS
from kassadesk.core.rows import Kind, Resource
from tests.contract.document import (
    Checker,
    Node,
    Operation,
    load,
    operations,
    parameters,
    resolve,
    responses,
    values_of,
    walk,
)

# Sign-in has its own replay rules; the others change nothing of the merchant's.
KEYLESS = {
    "challengeAuthorization", "exchangeToken", "revokeToken", "createSnapshot", "createQuery",
    "previewDeletion", "createManifest", "uploadContent",
}  # fmt: skip
ROW_SCHEMAS = {
    Resource.FIELDS: "FieldRow",
    Resource.FIELD_CHANGES: "FieldChangeRow",
    Resource.TRANSACTIONS: "TransactionRow",
    Resource.USAGE_EVENTS: "UsageEventRow",
    Resource.DEVICES: "DeviceRow",
    Resource.SIGN_INS: "SignInRow",
    Resource.MESSAGES: "MessageRow",
    Resource.CONSENT_EVENTS: "ConsentEventRow",
}
PERSONAL_WORDS = {
    "search",
    "name",
    "phone",
    "email",
    "gstin",
    "pan",
    "address",
    "q",
    "text",
    "token",
}


def spec_faults(document: Node) -> list[str]:
    return [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]


def repeated_names(document: Node) -> list[str]:
    counted = Counter(o.name for o in operations(document))
    return [name for name, times in counted.items() if times > 1]


Place = tuple[str, ...]


def operation_examples(document: Node) -> Iterator[tuple[str, Place, Node, bool]]:
    """Examples inside operations: label, place, the node that holds them, whether one must be there."""
    for operation in operations(document):
        base: Place = ("paths", operation.path, operation.method)
        for kind, media in operation.node.get("requestBody", {}).get("content", {}).items():
            yield f"{operation.name} request", (*base, "requestBody", "content", kind), media, True
        for status, answer in operation.node["responses"].items():
            for kind, media in answer.get("content", {}).items():
                place = (*base, "responses", status, "content", kind)
                yield f"{operation.name} {status}", place, media, True
        for number, parameter in enumerate(operation.node.get("parameters", [])):
            if "$ref" not in parameter:
                yield parameter["name"], (*base, "parameters", str(number)), parameter, False


def shared_examples(document: Node) -> Iterator[tuple[str, Place, Node, bool]]:
    """Examples of the shared answers, parameters and headers."""
    components = document["components"]
    for name, answer in components["responses"].items():
        for kind, media in answer.get("content", {}).items():
            yield name, ("components", "responses", name, "content", kind), media, True
    for name, parameter in components["parameters"].items():
        yield name, ("components", "parameters", name), parameter, False
    for name, header in components["headers"].items():
        yield name, ("components", "headers", name), header, True


def example_faults(document: Node) -> list[str]:
    """Each missing or wrong example of a body, an answer, a parameter or a header."""
    checker = Checker(document)
    found: list[str] = []
    for label, place, node, needed in chain(
        operation_examples(document), shared_examples(document)
    ):
        values = values_of(node)
        if needed and not values:
            found.append(f"{label}: no example")
        for value in values:
            found.extend(f"{label}: {fault}" for fault in checker.faults((*place, "schema"), value))
    return found


def unbounded_strings(document: Node) -> list[str]:
    """Places of string schemas with neither a greatest length nor a closed list."""
    found = []
    for place, node in walk(document):
        kind = node.get("type")
        text = kind == "string" or (isinstance(kind, list) and "string" in kind)
        if text and not {"maxLength", "enum", "const"} & node.keys():
            found.append("/".join(place))
    return found


def keyless_changes(document: Node) -> list[str]:
    """Operations that change something of the merchant's and do not ask for an Idempotency-Key."""
    found = []
    for operation in operations(document):
        if operation.method in ("post", "put", "patch") and operation.name not in KEYLESS:
            keys = [p for p in parameters(document, operation) if p["name"] == "Idempotency-Key"]
            if not keys or not keys[0]["required"]:
                found.append(operation.name)
    return found


def column_faults(document: Node) -> list[str]:
    """Row schemas whose columns differ from the program's tables."""
    found = []
    for resource, columns in COLUMNS.items():
        schema = document["components"]["schemas"][ROW_SCHEMAS[resource]]
        keys = [c.key for c in columns]
        sortable = [c.key for c in columns if c.sortable]
        if schema["x-columns"] != keys or schema["required"] != keys:
            found.append(f"{resource}: columns")
        if list(schema["properties"]) != keys or schema["x-kinds"] != [c.kind for c in columns]:
            found.append(f"{resource}: properties or kinds")
        if schema["x-sortable"] != sortable or "LF" not in schema["x-digest"]:
            found.append(f"{resource}: sorting or digest")
        if tuple(schema.get("x-totals", ())) != TOTALS.get(resource, ()):
            found.append(f"{resource}: totals")
    return found


def personal_queries(document: Node) -> list[str]:
    """Query and path parameters whose name says that a personal value or token would travel in them."""
    return [
        f"{operation.name}: {parameter['name']}"
        for operation in operations(document)
        for parameter in parameters(document, operation)
        if parameter["in"] in ("query", "path")
        and PERSONAL_WORDS & set(parameter["name"].lower().split("_"))
    ]


def codes_of(answer: Node) -> list[str]:
    """The error codes one problem answer can hold."""
    schema = answer["content"]["application/problem+json"]["schema"]
    return [
        c
        for part in schema["allOf"]
        for c in part.get("properties", {}).get("code", {}).get("enum", [])
    ]


def test_the_file_is_a_valid_openapi_document() -> None:
    assert spec_faults(load()) == []


def test_the_validator_sees_a_broken_copy() -> None:
    broken = load()
    del broken["info"]["title"]
    assert spec_faults(broken)


def test_each_operation_has_its_own_name_summary_and_description() -> None:
    document = load()
    assert repeated_names(document) == []
    for operation in operations(document):
        assert operation.name[0].islower()
        assert operation.name.isalnum()
        assert operation.node["summary"]
        assert operation.node["description"]
        assert operation.node["tags"]


def test_a_name_used_twice_is_seen() -> None:
    broken = load()
    broken["paths"]["/v1/me"]["get"]["operationId"] = "listNotices"
    assert repeated_names(broken) == ["listNotices"]


def test_each_body_and_each_answer_has_an_example_that_fits_its_schema() -> None:
    assert example_faults(load()) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"opened_at": "yesterday"}, "opened_at"),
        ({"outlets": None}, "outlets"),
        ({"merchant_id": "a b"}, "merchant_id"),
    ],
)
def test_a_wrong_example_is_seen(change: dict[str, Any], word: str) -> None:
    broken = load()
    example = broken["paths"]["/v1/me"]["get"]["responses"]["200"]["content"]["application/json"][
        "example"
    ]
    example.update(change)
    assert any(word in fault for fault in example_faults(broken))


def test_a_missing_example_is_seen() -> None:
    broken = load()
    del broken["paths"]["/v1/requests"]["post"]["requestBody"]["content"]["application/json"][
        "examples"
    ]
    assert "fileRequest request: no example" in example_faults(broken)


def test_every_string_has_a_greatest_length_or_a_closed_list() -> None:
    assert unbounded_strings(load()) == []
    broken = load()
    del broken["components"]["schemas"]["Merchant"]["properties"]["legal_name"]["maxLength"]
    assert unbounded_strings(broken) == ["components/schemas/Merchant/properties/legal_name"]


def test_request_bodies_are_closed_and_answers_are_open() -> None:
    document = load()
    schemas = document["components"]["schemas"]
    for operation in operations(document):
        for kind, media in operation.node.get("requestBody", {}).get("content", {}).items():
            if kind == "application/json":
                assert resolve(document, media["schema"])["additionalProperties"] is False, (
                    operation.name
                )
    for name in ("Merchant", "DataRequest", "OptIn", "Problem", "TransactionRow", "Page"):
        assert "additionalProperties" not in schemas[name]


def test_what_changes_the_merchants_state_asks_for_an_idempotency_key() -> None:
    assert keyless_changes(load()) == []
    broken = load()
    broken["paths"]["/v1/requests"]["post"]["parameters"] = []
    assert keyless_changes(broken) == ["fileRequest"]


def test_what_may_be_replayed_says_so_and_names_its_refusals() -> None:
    document = load()
    for operation in operations(document):
        if any(p["name"] == "Idempotency-Key" for p in parameters(document, operation)):
            answers = responses(document, operation)
            assert {"400", "409", "422"} <= answers.keys(), operation.name
            assert "idempotency_key_missing" in codes_of(answers["400"])
            assert "request_in_progress" in codes_of(answers["409"])
            assert "idempotency_key_reused" in codes_of(answers["422"])
            for status in answers.keys() & {"200", "201"}:
                assert "Idempotency-Replayed" in answers[status]["headers"]


def test_opt_ins_change_only_with_the_state_that_was_seen() -> None:
    document = load()
    change = next(o for o in operations(document) if o.name == "changeOptIn")
    assert {"If-Match", "Idempotency-Key"} <= {p["name"] for p in parameters(document, change)}
    assert {"412", "428"} <= responses(document, change).keys()


def test_each_error_code_of_the_closed_list_is_the_answer_of_some_operation() -> None:
    document = load()
    told: set[str] = set()
    for operation in operations(document):
        for answer in responses(document, operation).values():
            if "application/problem+json" in answer.get("content", {}):
                told.update(codes_of(answer))
    told.update(codes_of(document["components"]["responses"]["MethodNotAllowed"]))
    assert told == set(document["components"]["schemas"]["ErrorCode"]["enum"])


def test_each_error_is_a_problem_whose_status_is_the_status_of_the_answer() -> None:
    document = load()
    for operation in operations(document):
        for status, answer in responses(document, operation).items():
            if status < "400" or operation.method == "head":
                continue
            media = answer["content"]
            assert list(media) == ["application/problem+json"], operation.name
            for value in values_of(media["application/problem+json"]):
                assert str(value["status"]) == status
                assert value["type"].endswith("/" + value["code"])


def test_every_answer_carries_its_digest_and_is_never_stored() -> None:
    document = load()
    for operation in operations(document):
        for status, answer in responses(document, operation).items():
            needed = {"Cache-Control", "X-Request-Id"} | (
                {"Content-Digest"} if status != "304" else set()
            )
            assert needed <= answer["headers"].keys(), (operation.name, status)


def test_only_the_open_endpoints_need_no_sign_in() -> None:
    document = load()
    open_ones = {o.path for o in operations(document) if o.node.get("security") == []}
    assert document["security"] == [{"bearer": []}]
    assert all(p.startswith(("/.well-known/", "/v1/oauth/", "/v1/meta")) for p in open_ones)
    for operation in operations(document):
        assert ("401" in operation.node["responses"]) or operation.path in open_ones


def test_the_row_columns_are_the_programs_columns() -> None:
    document = load()
    assert column_faults(document) == []
    assert document["components"]["schemas"]["ResourceName"]["enum"] == [r.value for r in Resource]
    assert document["components"]["schemas"]["ValueKind"]["enum"] == [k.value for k in Kind]


def test_a_column_in_another_place_is_seen() -> None:
    broken = load()
    columns = broken["components"]["schemas"]["TransactionRow"]["x-columns"]
    columns[0], columns[1] = columns[1], columns[0]
    assert column_faults(broken) == ["transactions: columns"]


def test_no_personal_value_or_token_travels_in_a_url() -> None:
    assert personal_queries(load()) == []
    broken = load()
    broken["paths"]["/v1/requests"]["get"]["parameters"].append({"name": "search", "in": "query"})
    assert personal_queries(broken) == ["listRequests: search"]


def test_each_link_names_an_operation_and_its_parameters() -> None:
    document = load()
    known: dict[str, Operation] = {o.name: o for o in operations(document)}
    for operation in operations(document):
        for answer in responses(document, operation).values():
            for link in answer.get("links", {}).values():
                target = known[link["operationId"]]
                names = {p["name"] for p in parameters(document, target)}
                assert {k.split(".")[-1] for k in link.get("parameters", {})} <= names
                assert "requestBody" not in link or "requestBody" in target.node


def test_each_rule_of_the_contract_is_answered() -> None:
    rules = load()["info"]["x-rules"]
    assert list(rules) == [f"R{n}" for n in range(1, 26)]
    assert all(rules.values())
