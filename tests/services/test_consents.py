"""Consent records of every shop: complete by the standard, readable by others, and safe from any edit."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from kassadesk.core.consents import ConsentReceipt, consent_facts, record_of
from kassadesk.core.errors import BadAnswer, UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.places import resource
from kassadesk.files.consent_file import consent_bytes, consent_of
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.receipt_pdf import with_tail
from kassadesk.services.consents import ConsentsService
from kassadesk.services.receipt_checks import ReceiptChecks
from kassadesk.ui.paper.drawing import draw
from kassadesk.ui.words.consent_lines import consent_texts
from kassadesk.ui.words.receipt_lines import receipt_texts
from tests.sample_shop_signed_in import SignedInShop

DPV = Namespace("https://w3id.org/dpv#")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
LOC = Namespace("https://w3id.org/dpv/loc#")
IN_LAW = Namespace("https://w3id.org/dpv/legal/in#")
STATES = {
    "given": DPV.ConsentGiven,
    "refused": DPV.ConsentRefused,
    "withdrawn": DPV.ConsentWithdrawn,
    "renewed": DPV.RenewedConsentGiven,
}
SHOPS = ("kaveri", "meenakshi", "empty")
EDITS = 300


class Shop:
    """A shop with the service under test, and a PC that has seen Kassapos' keys."""

    def __init__(self, shop: SignedInShop, folder: Path) -> None:
        self.opened = shop
        self.folder = folder
        self.keys = KnownKeys(folder / "data")
        self.service = ConsentsService(shop.api, self.keys, consent_texts)
        self.checks = ReceiptChecks(self.keys, receipt_texts, consent_texts)

    def receipts(self) -> dict[str, ConsentReceipt]:
        """Of every choice that has a record."""
        with_record = [one for one in self.opened.opt_ins.all() if one.record_id is not None]
        return {one.opt_in_id: self.service.fetch(one) for one in with_record}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Shop]]:
    """All three; the one that was never asked chooses something and takes it back."""
    with ExitStack() as opened:
        made = {
            name: Shop(opened.enter_context(SignedInShop(name, 20)), tmp_path_factory.mktemp(name))
            for name in SHOPS
        }
        empty = made["empty"].opened
        assert made["empty"].receipts() == {}
        hand = empty.another_opt_ins()
        for one in hand.all():
            if one.lock is None:
                hand.set(hand.set(one, True, "ta"), False, "hi")
        yield made


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    held = json.loads(resource("consent/record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(held)
    return jsonschema.Draft202012Validator(held)


@pytest.mark.parametrize("name", SHOPS)
def test_every_consent_record_has_the_mandatory_fields_of_the_standard(
    shops: dict[str, Shop], schema: jsonschema.Draft202012Validator, name: str
) -> None:
    found = shops[name].receipts()

    assert len(found) == 17
    for receipt in found.values():
        schema.validate(record_of(receipt.signed))


MANDATORY = [
    ("header", "schema_version"),
    ("header", "record_id"),
    ("header", "pii_principal_id"),
    ("notice", "notice_id"),
    ("notice", "language"),
    ("processing", "purpose"),
    ("processing", "pii_information"),
    ("processing", "storage_locations"),
    ("processing", "retention_period"),
    ("processing", "controllers"),
    ("processing", "recipients_third_parties"),
    ("processing", "withdrawal_method"),
    ("processing", "privacy_rights"),
    ("processing", "jurisdiction"),
    ("parties", "party_id"),
    ("parties", "name"),
    ("parties", "role"),
    ("parties", "address"),
    ("parties", "contact"),
    ("parties", "party_type"),
    ("events", "event_time"),
    ("events", "validity_duration"),
    ("events", "entity_id"),
    ("events", "event_type"),
    ("events", "event_state"),
]


@pytest.mark.parametrize(("group", "name"), MANDATORY)
def test_a_record_that_lacks_one_mandatory_field_is_not_called_complete(
    shops: dict[str, Shop], schema: jsonschema.Draft202012Validator, group: str, name: str
) -> None:
    record = record_of(shops["kaveri"].receipts()["offers.whatsapp"].signed)
    place: Any = record[group]
    for one in place if isinstance(place, list) else [place]:
        del one[name]

    assert not schema.is_valid(record)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own parser
@pytest.mark.parametrize("name", SHOPS)
def test_an_independent_library_reads_every_receipt_as_the_expected_terms(
    shops: dict[str, Shop], name: str
) -> None:
    for receipt in shops[name].receipts().values():
        record = record_of(receipt.signed)
        graph = Graph().parse(data=consent_bytes(receipt), format="json-ld")
        node = URIRef(f"urn:uuid:{record['header']['record_id']}")
        outer = graph.value(predicate=RDF.type, object=DPV.ConsentReceipt)
        assert graph.value(outer, DPV.hasRecordOfActivity) == node
        assert graph.value(node, RDF.type) == DPV.ConsentRecord
        assert str(graph.value(node, DCT.conformsTo)).endswith("dpv-27560#record")
        assert graph.value(node, DPV.hasLegalBasis) == DPV.ExpressedConsent
        assert_process(graph, graph.value(node, DPV.hasProcess), record["processing"][0])
        assert_events(graph, node, record["events"])
        notice = graph.value(node, DPV.hasNotice)
        assert graph.value(notice, RDF.type) == DPV.ConsentNotice
        assert graph.value(notice, DCT.language) == Literal(record["notice"]["language"])
        controller = graph.value(predicate=RDF.type, object=DPV.DataController)
        assert controller is not None


def assert_process(graph: Graph, process: Any, told: dict[str, Any]) -> None:
    """What is done with the data, term by term."""
    purpose = graph.value(process, DPV.hasPurpose)
    assert graph.value(purpose, DCT.description) == Literal(told["purpose"])
    assert graph.value(purpose, SKOS.broader) == DPV[told["purpose_type"].split(":")[1]]
    data = {graph.value(one, SKOS.broader) for one in graph.objects(process, DPV.hasPersonalData)}
    wanted = {one["type"].split(":")[1] for one in told["pii_information"]}
    assert data == {URIRef(f"https://w3id.org/dpv/pd#{one}") for one in wanted}
    conditions = list(graph.objects(process, DPV.hasStorageCondition))
    kinds = {graph.value(one, RDF.type) for one in conditions}
    assert kinds == {DPV.StorageLocation, DPV.StorageDuration}
    assert LOC.IN in {graph.value(one, DPV.hasLocation) for one in conditions}
    control = graph.value(process, DPV.hasConsentControl)
    assert graph.value(control, RDF.type) == DPV.WithdrawConsent
    assert len(list(graph.objects(process, DPV.hasRight))) == len(told["privacy_rights"])
    assert graph.value(process, DPV.hasJurisdiction) == LOC.IN
    assert graph.value(process, DPV.hasApplicableLaw) == IN_LAW["law-DPDP"]
    recipients = {
        str(graph.value(one, DPV.hasName)) for one in graph.objects(process, DPV.hasRecipient)
    }
    assert recipients == set(told["recipients_third_parties"])


def assert_events(graph: Graph, node: URIRef, told: list[dict[str, Any]]) -> None:
    """Every event, refusals too, with when and by whom."""
    found = sorted(
        (at_time(graph, one), str(graph.value(one, RDF.type)))
        for one in graph.objects(node, DPV.hasConsentStatus)
    )
    wanted = sorted(
        (datetime.fromisoformat(one["event_time"]), str(STATES[one["event_state"]])) for one in told
    )
    assert found == wanted


def at_time(graph: Graph, event: Any) -> datetime:
    """When an event happened, as a moment and not as letters."""
    value = graph.value(event, DPV.isIndicatedAtTime)
    assert isinstance(value, Literal)
    assert value.datatype == XSD.dateTime
    moment = value.toPython()
    assert isinstance(moment, datetime)
    return moment


def test_refusals_are_recorded_and_kept_in_receipts_too(shops: dict[str, Shop]) -> None:
    refused = [
        name
        for name, receipt in shops["kaveri"].receipts().items()
        if consent_facts(receipt.signed).events[0].state == "refused"
    ]

    assert len(refused) == 10


@pytest.fixture(scope="module")
def kaveri(shops: dict[str, Shop]) -> Shop:
    return shops["kaveri"]


@pytest.fixture(scope="module")
def receipt(kaveri: Shop) -> ConsentReceipt:
    return kaveri.receipts()["offers.whatsapp"]


@pytest.fixture(scope="module")
def paper(qapp: Any, kaveri: Shop, receipt: ConsentReceipt) -> Path:
    path = kaveri.folder / "consent.pdf"
    kaveri.service.save_paper(receipt, draw(kaveri.service.paper(receipt)), path)
    return path


@pytest.fixture(scope="module")
def kept(kaveri: Shop, receipt: ConsentReceipt) -> Path:
    path = kaveri.folder / "consent.jsonld"
    kaveri.service.save_file(receipt, path)
    return path


def test_a_saved_receipt_verifies_offline_as_jsonld_and_as_pdf(
    kaveri: Shop, receipt: ConsentReceipt, paper: Path, kept: Path
) -> None:
    for path in (paper, kept):
        found = kaveri.checks.check(path)
        assert (found.verdict, found.receipt) == (Verdict.UNCHANGED, receipt)
        assert found.signed_by == receipt.key_id


def test_a_pc_that_never_saw_the_key_does_not_call_it_genuine(
    receipt: ConsentReceipt, paper: Path, kept: Path, tmp_path: Path
) -> None:
    stranger = ReceiptChecks(KnownKeys(tmp_path), receipt_texts, consent_texts)
    assert {stranger.check(path).verdict for path in (paper, kept)} == {Verdict.UNSIGNED}


def edits(content: bytes, seed: int) -> Iterator[bytes]:
    """Random single edits: another byte, one more, one less, a piece gone, two places swapped."""
    dice = random.Random(seed)
    made = 0
    while made < EDITS:
        at, other = dice.randrange(len(content)), dice.randrange(1, 256)
        end = min(len(content), at + dice.randint(1, 40))
        changed = dice.choice(
            [
                content[:at] + bytes([content[at] ^ other]) + content[at + 1 :],
                content[:at] + bytes([other]) + content[at:],
                content[:at] + content[at + 1 :],
                content[:at] + content[end:],
                content[:at] + content[at:end][::-1] + content[end:],
                content[:at],
            ]
        )
        if changed != content:
            made += 1
            yield changed


def unnoticed(checks: ReceiptChecks, path: Path, seed: int) -> int:
    """How many of the edits a check calls unchanged."""
    content, edited = path.read_bytes(), path.with_name(f"edited{path.suffix}")
    missed = 0
    for changed in edits(content, seed):
        edited.write_bytes(changed)
        try:
            missed += checks.check(edited).verdict is Verdict.UNCHANGED
        except UnreadableExport:
            continue
    return missed


def test_each_of_300_random_edits_of_the_jsonld_is_found(kaveri: Shop, kept: Path) -> None:
    assert unnoticed(kaveri.checks, kept, 27560) == 0


def test_each_of_300_random_edits_of_the_paper_is_found(kaveri: Shop, paper: Path) -> None:
    assert unnoticed(kaveri.checks, paper, 27561) == 0


def test_a_check_that_looks_only_at_the_signed_part_misses_edits(
    kaveri: Shop, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control for the random edits of the file."""

    def careless(content: bytes, path: Path) -> tuple[ConsentReceipt, bool]:
        return consent_of(content, path)[0], True

    monkeypatch.setattr("kassadesk.services.receipt_checks.consent_of", careless)
    assert unnoticed(kaveri.checks, kept, 27560) > 0


def other_state(content: bytes) -> bytes:
    """The same graph with the withdrawal called a consent."""
    changed = content.replace(b'"dpv:ConsentWithdrawn"', b'"dpv:ConsentGiven"')
    assert changed != content
    return changed


def test_a_statement_changed_beside_the_signed_record_is_found(kaveri: Shop, kept: Path) -> None:
    forged = kaveri.folder / "forged.jsonld"
    forged.write_bytes(other_state(kept.read_bytes()))

    found = kaveri.checks.check(forged)

    assert (found.verdict, found.problems) == (Verdict.CHANGED, ("file",))


def test_a_file_written_anew_around_a_changed_record_is_found_by_its_signature(
    kaveri: Shop, receipt: ConsentReceipt
) -> None:
    changed = replace(receipt, signed=receipt.signed.replace(b"withdrawn", b"refused"))
    forged = kaveri.folder / "anew.jsonld"
    forged.write_bytes(consent_bytes(changed))

    found = kaveri.checks.check(forged)

    assert (found.verdict, found.problems) == (Verdict.CHANGED, ("signature",))


@pytest.mark.parametrize("looks", [True, False], ids=["as it is", "negative control"])
def test_a_paper_that_shows_other_words_than_were_signed_is_found(
    kaveri: Shop, paper: Path, looks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = paper.read_bytes()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content[: content.rindex(b"%KassaDesk")])))
    page = writer.pages[0]
    stream = DecodedStreamObject()
    contents: Any = page["/Contents"].get_object()
    old = contents.get_data()
    stream.set_data(old + b"q\n1 1 1 scn\n0 0 m\n400 0 l\n400 700 l\nh\nf\nQ\n")
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    forged = kaveri.folder / "box.pdf"
    forged.write_bytes(with_tail(out.getvalue()))
    if not looks:
        monkeypatch.setattr(ReceiptChecks, "_shows", lambda *_: True)

    found = kaveri.checks.check(forged)

    assert (found.verdict is Verdict.UNCHANGED) is not looks


def test_a_record_whose_signature_does_not_fit_is_refused_when_it_comes(
    kaveri: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = kaveri.opened.api.opt_ins
    real = calls.read_consent_record

    def changed(record_id: str) -> bytes:
        held = json.loads(real(record_id))
        held["events"][0]["event_state"] = (
            "given" if held["events"][0]["event_state"] != "given" else "refused"
        )
        return json.dumps(held).encode()

    monkeypatch.setattr(calls, "read_consent_record", changed)
    one = next(one for one in kaveri.opened.opt_ins.all() if one.opt_in_id == "offers.sms")
    with pytest.raises(BadAnswer):
        kaveri.service.fetch(one)


def test_the_receipts_of_all_choices_are_saved_at_once_and_all_verify(
    kaveri: Shop, tmp_path: Path
) -> None:
    assert kaveri.service.save_all(tmp_path) == 17
    files = sorted(tmp_path.iterdir())
    assert len(files) == 17
    assert {kaveri.checks.check(one).verdict for one in files} == {Verdict.UNCHANGED}


def test_a_receipt_names_no_person(receipt: ConsentReceipt, paper: Path, kept: Path) -> None:
    words = PdfReader(paper).pages[0].extract_text() + kept.read_text(encoding="utf-8")
    for personal in ("Kavitha", "98765", "kaverifresh", "Bharathi Street", "33ABCPS"):
        assert personal not in words
