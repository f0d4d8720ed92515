"""What belongs to the requests when they are followed: complaints, the person's own notes, the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kassadesk.api.client import ApiClient
from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.complaint_laws import ComplaintLaws
from kassadesk.core.data_requests import Evidence
from kassadesk.core.due_days import DueDay
from kassadesk.core.grievances import Grievance, GrievanceEvent
from kassadesk.core.own_steps import OwnSteps
from kassadesk.core.rights import RightBasis, right_basis
from kassadesk.core.work import QUIET, Work
from kassadesk.files.atomic import made_folder, write_bytes
from kassadesk.files.calendar_file import calendar_bytes
from kassadesk.files.own_steps_file import OwnStepsFile
from kassadesk.services.complaint_laws import complaint_laws
from kassadesk.services.data_requests import DataRequestsService
from kassadesk.services.laws import legal_data
from kassadesk.services.outbox_draining import shop_of


@dataclass(frozen=True, slots=True)
class Followed:
    """Read at one go."""

    grievances: tuple[Grievance, ...]
    steps: tuple[OwnSteps, ...]
    gstin: str | None
    """The main GSTIN, whose PAN tells whose right a request is."""
    holder: str
    """individual, company, ...; "" when the GSTIN tells nothing."""
    laws: ComplaintLaws


class FollowingService:
    """Complaints and notes of the shop that is signed in. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient, notes: OwnStepsFile, clock: Clock = utc_now) -> None:
        self._api = api
        self._notes = notes
        self._clock = clock
        self._requests = DataRequestsService(api)

    def read(self, today: date) -> Followed:
        """Everything there is beside the requests themselves."""
        merchant = self._api.held.read_me()[0]
        gstin = merchant.main_gstin
        return Followed(
            grievances=self._api.grievances.list_grievances(),
            steps=self._notes.of_shop(shop_of(self._api.origin, merchant.merchant_id)),
            gstin=gstin,
            holder=right_basis("grievance", gstin, today, legal_data()).holder,
            laws=complaint_laws(),
        )

    def events(self, grievance_id: str) -> tuple[GrievanceEvent, ...]:
        """The story of one complaint, oldest first."""
        return self._api.grievances.list_grievance_events(grievance_id)

    def answer(
        self,
        grievance_id: str,
        text: str,
        evidence: tuple[Evidence, ...],
        key: str,
        work: Work = QUIET,
    ) -> Grievance:
        """The complaint with Kassapos' question answered; the same key answers once."""
        documents = self._requests.upload(evidence, key, key, work)
        return self._api.grievances.answer_grievance(grievance_id, text, documents, key)

    def reopen(self, grievance_id: str, why: str, key: str) -> Grievance:
        """The complaint, open again. Raises Conflict when that is no longer possible."""
        return self._api.grievances.reopen_grievance(grievance_id, why, key)

    def held_now(self, field_ids: tuple[str, ...]) -> dict[str, str | None]:
        """What these fields hold at this moment."""
        return {one: self._api.held.read_field(one).value for one in field_ids}

    def note(self, steps: OwnSteps) -> tuple[OwnSteps, ...]:
        """Keep a note on this PC; gives all notes of the shop. Raises FileProblem."""
        shop = shop_of(self._api.origin, self._api.held.read_me()[0].merchant_id)
        self._notes.keep(shop, steps)
        return self._notes.of_shop(shop)

    def right(self, kind: str, gstin: str | None, today: date) -> RightBasis:
        """Whose right such a request is."""
        return right_basis(kind, gstin, today, legal_data())

    def save_due_day(self, due: DueDay, target: Path) -> Path:
        """The calendar file at `target`, in place of an older one. Raises FileProblem."""
        made_folder(target.parent)
        return write_bytes(target, calendar_bytes(due, self._clock())).path
