"""Help says in plain words who vouches for the connection to the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.signers import Signer, SignerKind
from kassadesk.ui.pages.help_page import HelpPage
from kassadesk.viewmodels.help import HelpViewModel
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.gallery_stage import Stage
from tests.ui.what_is_seen import words_of

NAME = "Shop Guard Antivirus"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (SignerKind.NOT_YET, "Nothing was asked there yet."),
        (SignerKind.THIS_PC, "This PC itself, not encrypted. Nothing leaves it."),
        (SignerKind.PUBLIC, f"Signed by {NAME}, a public authority"),
        (SignerKind.OWN, f"signed by {NAME}, which this PC trusts and no public list knows"),
    ],
)
def test_help_says_who_signed_the_connection(
    qtbot: QtBot, stage: Stage, tmp_path: Path, kind: SignerKind, told: str
) -> None:
    walkthrough = Walkthrough()
    known = kind in (SignerKind.PUBLIC, SignerKind.OWN)
    model = HelpViewModel("0.1.0", tmp_path, lambda: "https://api.kassapos.example", lambda: None)
    model.follow_connection(stage.tasks, walkthrough, lambda: Signer(kind, NAME if known else ""))
    page = HelpPage(model, stage.looks, stage.lock(), stage.session())
    qtbot.addWidget(page)
    with qtbot.waitSignal(model.signer_changed):
        page.on_shown()
    assert told in words_of(page)

    walkthrough.set_on(True)
    seen = words_of(page)
    assert NAME not in seen
    assert (told in seen) is not known, "only the name is hidden"


def test_an_authority_without_a_name_is_told_as_such(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    model = HelpViewModel("0.1.0", tmp_path, lambda: "https://api.kassapos.example", lambda: None)
    model.follow_connection(stage.tasks, Walkthrough(), lambda: Signer(SignerKind.OWN))
    page = HelpPage(model, stage.looks, stage.lock(), stage.session())
    qtbot.addWidget(page)
    with qtbot.waitSignal(model.signer_changed):
        page.on_shown()
    assert "signed by somebody without a readable name" in words_of(page)
