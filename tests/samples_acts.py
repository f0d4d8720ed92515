"""Small in-memory services with the made-up shop of the pictures, until the sandbox is there."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from kassadesk.core.data_requests import (
    CorrectionDraft,
    DataRequest,
    DeletionDraft,
    DeletionPreview,
    DeletionScope,
    Evidence,
    Hold,
    PreviewLine,
    Receipt,
    RequestEvent,
    RequestItem,
    RequestStatus,
    RequestType,
)
from kassadesk.core.errors import KassaError
from kassadesk.core.exports import ExportFormat, ExportPlan, ExportReport, PastExport
from kassadesk.core.held import (
    Category,
    CategoryId,
    Deletability,
    HeldField,
    Purpose,
    Recipient,
    Retention,
    Source,
)
from kassadesk.core.merchant import Merchant, Outlet
from kassadesk.core.policy import (
    Clause,
    Contact,
    PolicyChange,
    PolicyVersion,
    Processor,
    RetentionRule,
    ServerNotice,
)
from kassadesk.core.rows import Kind
from kassadesk.core.work import Work

NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


def day(text: str, hour: int = 5, minute: int = 12) -> datetime:
    return datetime.fromisoformat(text).replace(hour=hour, minute=minute, tzinfo=UTC)


MERCHANT = Merchant(
    "m-1",
    "Kaveri Fresh Mart",
    "Kaveri Fresh Mart",
    "Grocery",
    (
        Outlet(
            "o-1", "Main shop", "33ABCPS1234K1ZT", "33", "12 Big Bazaar Street, Tiruchirappalli"
        ),
        Outlet("o-2", "Puducherry", "34ABCPS1234K1ZK", "34", "4 Mission Street, Puducherry"),
    ),
    day("2021-04-02"),
    "Kavitha Selvam",
    "owner",
    "sample",
)

CATEGORIES = (
    Category(CategoryId.BUSINESS, 8, day("2026-06-03"), "1"),
    Category(CategoryId.CONTACT, 12, day("2026-11-09"), "1"),
    Category(CategoryId.BILLING, 1248306, day("2026-11-22"), "1"),
    Category(CategoryId.USAGE, 41208, day("2026-11-22"), "1"),
    Category(CategoryId.DEVICE, 3184, day("2026-11-22"), "1"),
)


def held(
    field_id: str, category: CategoryId, label: str, value: str, kind: Kind, reason: str = ""
) -> HeldField:
    return HeldField(
        field_id,
        category,
        label,
        value,
        kind,
        True,
        None,
        Source("registration", "You typed it at registration"),
        (Purpose("p", "To print it on bills", "2"),),
        "contract",
        None,
        Retention(7, "years", "account_closure", None, "6"),
        (Recipient("aws", "AWS", None),),
        day("2026-06-03"),
        True,
        Deletability(not reason, reason or None, "Rule 46" if reason else None, None),
        '"1"',
    )


FIELDS = (
    held(
        "business.name",
        CategoryId.BUSINESS,
        "Shop name",
        "Kaveri Fresh Mart",
        Kind.NAME,
        "on_bills",
    ),
    held(
        "business.gstin.1",
        CategoryId.BUSINESS,
        "GSTIN, main shop",
        "33ABCPS1234K1ZT",
        Kind.GSTIN,
        "on_bills",
    ),
    held(
        "business.gstin.2",
        CategoryId.BUSINESS,
        "GSTIN, Puducherry",
        "34ABCPS1234K1ZK",
        Kind.GSTIN,
        "on_bills",
    ),
    held(
        "business.address",
        CategoryId.BUSINESS,
        "Address, main shop",
        "12 Big Bazaar Street, Tiruchirappalli 620008",
        Kind.ADDRESS,
        "on_bills",
    ),
    held("business.fssai", CategoryId.BUSINESS, "FSSAI licence", "12421999000123", Kind.LICENCE),
    held("contact.name", CategoryId.CONTACT, "My name", "Kavita Selvan", Kind.NAME, "sign_in"),
    held(
        "contact.phone",
        CategoryId.CONTACT,
        "Mobile number",
        "+91 98430 12210",
        Kind.PHONE,
        "sign_in",
    ),
    held(
        "contact.phone2", CategoryId.CONTACT, "Second mobile number", "+91 94430 55512", Kind.PHONE
    ),
    held("contact.email", CategoryId.CONTACT, "E-mail", "kavitha@kaverifresh.example", Kind.EMAIL),
)


def request(
    n: int,
    reference: str,
    type_: RequestType,
    subject: str,
    status: RequestStatus,
    sent: str,
    **more: Any,
) -> DataRequest:
    values: dict[str, Any] = {
        "request_id": f"r-{n}",
        "reference": reference,
        "client_ref": f"c-{n}",
        "type": type_,
        "status": status,
        "reason": None,
        "title_subject": subject,
        "note": None,
        "filed_at": day(sent),
        "acknowledged_at": None,
        "promised_by": None,
        "policy_by": None,
        "law_by": None,
        "effective_at": None,
        "expires_at": None,
        "details": None,
        "asks_for": (),
        "basis": None,
        "next_step": None,
        "items": (),
        "can_withdraw": False,
        "receipt": Receipt(f"RCP-{n:04d}", day(sent), "9f86d081884c7d65" * 4, (), "k1", "sig"),
    }
    values.update(more)
    return DataRequest(**values)


REQUESTS = (
    request(
        42,
        "COR-2026-0042",
        RequestType.CORRECTION,
        "My name",
        RequestStatus.IN_PROGRESS,
        "2026-11-09",
        reason="need_evidence",
        promised_by=day("2026-11-25"),
        expires_at=day("2026-12-18"),
        acknowledged_at=day("2026-11-10"),
        details="PAN card or GST certificate showing the new spelling.",
        asks_for=("PAN card or GST certificate",),
        basis="Kassapos policy, section 5",
        can_withdraw=True,
        items=(
            RequestItem(
                "contact.name",
                "My name",
                "correct",
                "pending",
                "Kavita Selvan",
                "Kavitha Selvam",
                None,
                None,
            ),
        ),
    ),
    request(
        45,
        "ACC-2026-0045",
        RequestType.ACCESS_CATEGORIES,
        "Who got my data",
        RequestStatus.OPEN,
        "2026-11-22",
        promised_by=day("2026-11-24"),
        can_withdraw=True,
    ),
    request(
        40,
        "DEL-2026-0040",
        RequestType.DELETION,
        "Usage data",
        RequestStatus.IN_PROGRESS,
        "2026-11-14",
        reason="cooling_off",
        effective_at=day("2026-12-01"),
        can_withdraw=True,
        items=(
            RequestItem("usage", "Usage data", "delete", "pending", None, None, "AWS", None),
            RequestItem(
                "usage", "Usage data", "delete", "pending", None, None, "Google Analytics", None
            ),
        ),
    ),
    request(
        31,
        "DEL-2026-0031",
        RequestType.DELETION,
        "Old staff numbers",
        RequestStatus.FULFILLED,
        "2026-09-02",
        reason="partial_legal_hold",
        items=(
            RequestItem(
                "contact.staff",
                "Staff number 2",
                "delete",
                "retained",
                None,
                None,
                None,
                Hold("CGST Act, section 36", "It is printed on bills", day("2027-09-30")),
            ),
        ),
    ),
    request(
        27,
        "EXP-2026-0027",
        RequestType.PORTABILITY,
        "FY 2025-26",
        RequestStatus.FULFILLED,
        "2026-08-01",
    ),
    request(
        22,
        "COR-2026-0022",
        RequestType.CORRECTION,
        "Bill KF-24817",
        RequestStatus.DENIED,
        "2026-07-11",
        reason="claim_not_covered",
        details="An issued bill cannot be changed.",
        basis="CGST Rules, rule 46",
        next_step="Issue a credit note, or write to grievance@kassapos.example.",
    ),
    request(
        18,
        "DEL-2026-0018",
        RequestType.DELETION,
        "Second mobile number",
        RequestStatus.REVOKED,
        "2026-06-03",
        reason="by_requester",
    ),
)


class SampleRecords:
    def merchant(self) -> Merchant:
        return MERCHANT

    def contact(self) -> Contact:
        return Contact(
            "Kassapos Software Solutions Pvt Ltd",
            "Chennai, Tamil Nadu",
            "privacy@kassapos.example",
            "+91 44 0000 0000",
        )

    def categories(self) -> tuple[Category, ...]:
        return CATEGORIES

    def fields(self, category: CategoryId) -> tuple[HeldField, ...]:
        return tuple(f for f in FIELDS if f.category is category)


class SampleDataRequests:
    def __init__(self) -> None:
        self.requests = list(REQUESTS)
        self.filed: list[CorrectionDraft | DeletionDraft] = []
        self.fail_with: list[KassaError] = []

    def new_intent(self) -> tuple[str, str]:
        return str(uuid.uuid4()), str(uuid.uuid4())

    def all(self) -> tuple[DataRequest, ...]:
        self._fail()
        return tuple(self.requests)

    def events(self, request_id: str) -> tuple[RequestEvent, ...]:
        self._fail()
        one = next(r for r in self.requests if r.request_id == request_id)
        story = [RequestEvent(1, one.filed_at, "filed", "you", RequestStatus.OPEN, None, None)]
        if one.status is not RequestStatus.OPEN:
            story.append(
                RequestEvent(
                    2,
                    one.filed_at + timedelta(days=1),
                    "acknowledged",
                    "kassapos",
                    RequestStatus.IN_PROGRESS,
                    None,
                    None,
                )
            )
        if one.your_turn:
            story.append(
                RequestEvent(
                    3,
                    day("2026-11-18"),
                    "evidence_asked",
                    "kassapos",
                    RequestStatus.IN_PROGRESS,
                    "need_evidence",
                    one.details,
                )
            )
        if one.status is RequestStatus.DENIED:
            story.append(
                RequestEvent(
                    3,
                    day("2026-07-14"),
                    "refused",
                    "kassapos",
                    RequestStatus.DENIED,
                    one.reason,
                    one.details,
                )
            )
        return tuple(story)

    def file_correction(self, draft: CorrectionDraft, _work: Work) -> DataRequest:
        self.filed.append(draft)
        self._fail()
        return replace(
            REQUESTS[1],
            request_id="r-new",
            reference="COR-2026-0046",
            type=RequestType.CORRECTION,
            title_subject=draft.label,
        )

    def preview(self, scope: DeletionScope) -> DeletionPreview:
        self._fail()
        later = day("2026-12-07")
        years = (
            ("2021-22", 148210, "2028-12-31"),
            ("2022-23", 196354, "2029-12-31"),
            ("2023-24", 231907, "2030-12-31"),
            ("2024-25", 248662, "2031-12-31"),
            ("2025-26", 261489, "2032-12-31"),
            ("2026-27", 161684, "2034-03-31"),
        )
        bills = tuple(
            PreviewLine(
                "billing",
                "Bills and transactions",
                n,
                "You must keep your books of each year until the date below.",
                "CGST Act, section 36",
                day(until),
                y,
            )
            for y, n, until in years
        )
        return DeletionPreview(
            "plan-1",
            scope,
            NOW,
            14,
            (
                PreviewLine(
                    "usage",
                    "Usage data",
                    41208,
                    "Kassapos forgets which screens and features you used.",
                    None,
                    None,
                ),
                PreviewLine(
                    "contact.phone2",
                    "Second mobile and e-mail",
                    2,
                    "The daily report stops going there.",
                    None,
                    None,
                ),
            ),
            (
                PreviewLine(
                    "contact",
                    "Contact details",
                    10,
                    "You and your 3 staff can no longer sign in.",
                    None,
                    later,
                ),
                PreviewLine(
                    "device",
                    "Device information",
                    3184,
                    "Signed-in phones and PCs are forgotten.",
                    None,
                    later,
                ),
            ),
            (*bills, PreviewLine("consent", "Record of your choices", 219, "", None, None)),
            ("From 7 Dec 2026 your shop cannot bill in Kassapos and all alerts stop.",),
        )

    def file_deletion(self, draft: DeletionDraft) -> DataRequest:
        self.filed.append(draft)
        self._fail()
        return replace(REQUESTS[2], request_id="r-del", reference="DEL-2026-0047")

    def withdraw(self, request_id: str, _key: str) -> DataRequest:
        self._fail()
        return self._change(
            request_id, status=RequestStatus.REVOKED, reason="by_requester", can_withdraw=False
        )

    def add_evidence(
        self, request_id: str, evidence: tuple[Evidence, ...], _key: str, _work: Work
    ) -> DataRequest:
        self._fail()
        return self._change(request_id, reason=None, evidence_count=len(evidence))

    def _change(self, request_id: str, **changes: Any) -> DataRequest:
        for place, one in enumerate(self.requests):
            if one.request_id == request_id:
                self.requests[place] = replace(one, **changes)
                return self.requests[place]
        raise AssertionError(request_id)

    def _fail(self) -> None:
        if self.fail_with:
            raise self.fail_with.pop(0)


def past(
    made: str,
    kinds: tuple[CategoryId, ...],
    rows: int,
    size: int,
    check: str,
    fmt: ExportFormat = ExportFormat.EXCEL,
    masked: bool = False,
    years: tuple[str | None, str | None] = (None, None),
) -> PastExport:
    return PastExport(
        Path(f"/home/kavitha/Exports/KassaDesk-export-{made}.{fmt}"),
        day(made),
        kinds,
        fmt,
        years[0],
        years[1],
        rows,
        size * 1024 * 1024,
        hashlib.sha256(made.encode()).hexdigest(),
        masked,
        "m-1",
        rows,
        day(made),
        check,
    )


ALL = tuple(CategoryId)
HISTORY = (
    past("2026-11-12", (CategoryId.BILLING,), 61877, 11, "verified", years=("2026-27", "2026-27")),
    past("2026-06-14", ALL, 1155402, 214, "verified"),
    past("2026-04-02", ALL, 263118, 38, "verified", ExportFormat.CSV, years=("2025-26", "2025-26")),
    past("2026-01-03", (CategoryId.BILLING,), 68204, 12, "changed"),
    past("2025-10-01", ALL, 981330, 176, "not_found", masked=True),
)


class SampleExports:
    def __init__(self) -> None:
        self.asked: list[ExportPlan] = []
        self.fail_with: list[KassaError] = []
        self.wait: Any = None

    def suggested_name(self, plan: ExportPlan, _merchant: Merchant) -> str:
        return f"KassaDesk-export-2026-11-23.{plan.format}"

    def years(self, _merchant: Merchant) -> tuple[str, ...]:
        return ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26", "2026-27")

    def history(self, _shop_id: str) -> tuple[PastExport, ...]:
        return HISTORY

    def export(self, plan: ExportPlan, work: Work) -> ExportReport:
        self.asked.append(plan)
        if self.fail_with:
            raise self.fail_with.pop(0)
        work.report(791240, 1248306, "writing:Bills")
        if self.wait is not None:
            self.wait(work)
        return ExportReport(
            plan.target,
            1248306,
            214 * 1024 * 1024,
            "ab" * 32,
            NOW,
            plan.masked,
            (("Bills", 1248306),),
        )

    def check_again(self, one: PastExport, _work: Work) -> PastExport:
        return replace(one, checked_at=NOW)


class SamplePolicies:
    def versions(self) -> tuple[PolicyVersion, ...]:
        return (
            PolicyVersion(
                "2026-12-16",
                date(2026, 11, 16),
                date(2026, 12, 16),
                "next",
                day("2026-11-16"),
                "c" * 64,
            ),
            PolicyVersion(
                "2026-05-01",
                date(2026, 4, 1),
                date(2026, 5, 1),
                "in_force",
                day("2026-04-01"),
                "a" * 64,
            ),
            PolicyVersion(
                "2024-01-15", date(2024, 1, 1), date(2024, 1, 15), "past", None, "b" * 64
            ),
        )

    def version(self, version: str) -> PolicyVersion:
        one = next(v for v in self.versions() if v.version == version)
        clauses = tuple(
            Clause(f"c{n}", str(n), f"Clause {n}", "Plain words about what is done. " * 6)
            for n in range(1, 9)
        )
        changes = (
            PolicyChange(
                "Backups",
                "Nightly, to encrypted storage. Country not stated.",
                "Same, and Google is named. Kept in India (Mumbai).",
                "c4",
            ),
            PolicyChange(
                "SMS alerts",
                "Sent, but no SMS company is named.",
                "An SMS gateway company in India gets your mobile number.",
                None,
            ),
            PolicyChange(
                "Keeping bills",
                "7 years after you close the account.",
                "72 months after each year’s annual return is due, then deleted.",
                None,
            ),
            PolicyChange("Error logs", "No end date.", "180 days, then deleted.", None),
        )
        return replace(one, clauses=clauses, changes=changes if one.state == "next" else ())

    def processors(self) -> tuple[Processor, ...]:
        rows = (
            ("AWS", "Hosting", "India, Mumbai", "named"),
            ("WhatsApp API", "Alerts you chose", None, "named"),
            ("Razorpay", "Payments", None, "named"),
            ("PhonePe", "Payments", None, "named"),
            ("Google Drive", "Nightly backups", None, "not_in_list"),
            ("Google Analytics", "Website visits", None, "not_in_list"),
            ("SMS company", "SMS alerts", None, "not_named"),
        )
        return tuple(Processor(n.lower(), n, p, c, None, w) for n, p, c, w in rows)

    def retention_rules(self) -> tuple[RetentionRule, ...]:
        return (
            RetentionRule(
                "r1",
                "Bills and transactions",
                "7 years after you close the account",
                "Kassapos policy, section 6",
                "policy",
            ),
            RetentionRule(
                "r2",
                "Books of account",
                "72 months after the annual return of the year is due",
                "CGST Act, section 36",
                "law",
            ),
            RetentionRule("r3", "Error logs", "No end date", None, "policy"),
        )

    def notices(self) -> tuple[ServerNotice, ...]:
        return (
            ServerNotice(
                "n1",
                day("2026-11-16"),
                "policy_change",
                "A new policy takes effect on 16 Dec 2026",
                "We change four things. Read them in the app.",
                False,
            ),
        )


class SampleReview:
    """Bills of the row tests as an opened file."""

    def __init__(self, path: Path, verdict: Any, differences: tuple[Any, ...]) -> None:
        from kassadesk.core.columns import columns_of
        from kassadesk.core.exports import CheckReport, SheetInfo
        from kassadesk.core.rows import Resource, RowSummary
        from tests.viewmodels.made_rows import MadeRows

        self.path = path
        self.check = CheckReport(
            verdict, differences, "Kaveri Fresh Mart", day("2026-11-12"), False, "k1", 6
        )
        columns = columns_of(Resource.TRANSACTIONS)
        self.sheets = (
            SheetInfo("Bills 2026-27", Resource.TRANSACTIONS, columns, RowSummary(58946, {})),
            SheetInfo("Bills 2025-26", Resource.TRANSACTIONS, columns, RowSummary(2931, {})),
        )
        self.readme = (("Made by", "KassaDesk"), ("Covers", "FY 2025-26 to FY 2026-27"))
        self._rows = MadeRows(58946)

    def rows(self, _name: str) -> Any:
        return self._rows

    def close(self) -> None:
        pass


class SampleReviews:
    def __init__(self) -> None:
        from kassadesk.core.exports import Difference, Verdict

        self.verdict = Verdict.CHANGED
        self.differences = tuple(
            Difference("Bills 2026-27", n, "total_paise", "cell_changed")
            for n in (17, 18, 402, 403)
        )

    def open(self, path: Path, _work: Work) -> SampleReview:
        path = Path(__file__)
        return SampleReview(path, self.verdict, self.differences)
