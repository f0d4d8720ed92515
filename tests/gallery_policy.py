"""Pictures of Policy: the page, its lower half, and its dialogs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kassadesk.core.policy_diff import changes_between
from kassadesk.services.keep_calendar import KeepCalendarService
from kassadesk.services.policy_papers import PolicyPapersService
from kassadesk.ui.pages.policy_page import PolicyPage
from kassadesk.ui.pages.policy_parts.company_dialog import CompaniesDialog
from kassadesk.ui.pages.policy_parts.compare_dialog import CompareDialog
from kassadesk.ui.pages.policy_parts.keep_dialog import KeepDialog
from kassadesk.ui.pages.policy_parts.policy_dialogs import OlderVersionsDialog, PolicyTextDialog
from kassadesk.ui.paper.window_papers import WindowPapers
from kassadesk.viewmodels.keep_calendar import KeepCalendarViewModel
from kassadesk.viewmodels.policy import PolicyViewModel
from tests.gallery_act_pages import SMALL
from tests.gallery_data_pages import LONG_S, sample_shop
from tests.gallery_more_pages import masked
from tests.gallery_stage import NOW, Picture, Stage
from tests.past_exports import PastExportsInMemory, past_export

COPY = past_export(
    datetime(2026, 6, 14, 13, 10, tzinfo=UTC),
    path=Path("D:/KassaDesk/Exports/kassapos.xlsx"),
    rows=1150988,
    transactions=1150988,
    size_bytes=224395264,
    checked_at=datetime(2026, 11, 1, 5, tzinfo=UTC),
)
"""A whole copy of June."""


def keep_calendar(stage: Stage) -> KeepCalendarViewModel:
    """The calendar of a shop with one whole copy of 14 Jun 2026."""
    service = KeepCalendarService(sample_shop().records, PastExportsInMemory(COPY), lambda: NOW)
    papers = PolicyPapersService(lambda: NOW)
    return KeepCalendarViewModel(
        stage.tasks, stage.notices, stage.walkthrough, service, papers, WindowPapers()
    )


def policy(stage: Stage, part: str = "") -> QWidget:
    """Picture 12."""
    shop = sample_shop()
    model = PolicyViewModel(
        stage.tasks,
        stage.notices,
        stage.walkthrough,
        shop.policies,
        shop.records,
        lambda: NOW,
        shop.opt_ins.all,
    )
    calendar = keep_calendar(stage)
    page = PolicyPage(model, calendar, stage.looks)
    window = stage.signed_in_window("policy", {"policy": lambda: page})
    stage.wait_until(lambda: model.picture is not None, LONG_S)
    stage.wait_until(lambda: calendar.calendar is not None, LONG_S)
    if part:
        page.show_part(part)
    return window


def policy_lower(stage: Stage) -> QWidget:
    """Scrolled down to its end."""
    return policy(stage, "contact")


def policy_middle(stage: Stage) -> QWidget:
    """Scrolled to the calendar and the facts below it."""
    return policy(stage, "calendar")


def policy_text(stage: Stage) -> QWidget:
    """The whole policy."""
    versions = sample_shop().policies.versions()
    return PolicyTextDialog(stage.looks, sample_shop().policies.version(versions[0].version))


def older_versions(stage: Stage) -> QWidget:
    """The list of versions."""
    return OlderVersionsDialog(stage.looks, sample_shop().policies.versions())


def compare(stage: Stage) -> QWidget:
    """Both texts side by side."""
    policies = sample_shop().policies
    following, in_force = (policies.version(one.version) for one in policies.versions()[:2])
    names = [one.name for one in policies.processors()]
    found = changes_between(in_force.clauses, following.clauses, names)
    return CompareDialog(stage.looks, in_force, following, found)


def companies(stage: Stage) -> QWidget:
    """Who gets which field."""
    shop = sample_shop()
    return CompaniesDialog(stage.looks, shop.policies.processors(), shop.records.shop_fields())


def laws(stage: Stage) -> QWidget:
    """The calendar as a table, and the laws."""
    service = KeepCalendarService(sample_shop().records, PastExportsInMemory(COPY), lambda: NOW)
    return KeepDialog(stage.looks, service.calendar()[0])


POLICY_PICTURES: list[Picture] = [
    Picture("12-policy", policy),
    Picture("12b-policy-small", policy, size=SMALL),
    Picture("12c-policy-text", policy_text, dialog=True),
    Picture("12d-older-versions", older_versions, dialog=True),
    Picture("12e-policy-masked", masked(policy)),
    Picture("12f-policy-lower", policy_lower),
    Picture("12j-policy-middle", policy_middle),
    Picture("12k-policy-middle-small", policy_middle, size=SMALL),
    Picture("12g-policy-compare", compare, dialog=True),
    Picture("12h-policy-companies", companies, dialog=True),
    Picture("12i-policy-laws", laws, dialog=True),
]
