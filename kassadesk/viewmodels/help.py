"""Help: facts about this program, and the works of others it is made with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kassadesk.core.places import resource
from kassadesk.core.signers import Signer, SignerKind
from kassadesk.services.laws import legal_data

if TYPE_CHECKING:
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

_TEXT_NAMES = ("licen", "copying", "notice")


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """One work of others that KassaDesk is made with."""

    name: str
    distribution: str
    """Its name in the package index; "" for bundled icons and fonts."""
    versions: str
    """The range that is allowed."""
    licence: str
    """SPDX expression."""
    home: str
    use: str
    """What for, a code: window, connection, files, keychain, checks, signatures, sample_shop."""
    brings: tuple[str, ...]
    """Other distributions that come with it; their texts are shown with its own."""
    texts: tuple[str, ...]
    """Files under resources/licences; empty when the text comes with the distribution."""


@cache
def third_parties() -> tuple[ThirdParty, ...]:
    """All works of others, in the order of resources/licences/third-party.toml."""
    raw = tomllib.loads(resource("licences", "third-party.toml").read_text(encoding="utf-8"))
    return tuple(_party(entry) for entry in raw["party"])


def look_up_versions() -> None:
    """Let `installed_version` know all answers: each is read from a file. Blocking."""
    for party in third_parties():
        installed_version(party)


@cache
def installed_version(party: ThirdParty) -> str:
    """The version in use now; "" when it is bundled or not known."""
    if not party.distribution:
        return ""
    try:
        return version(party.distribution)
    except PackageNotFoundError:
        return ""


def licence_text(party: ThirdParty) -> str:
    """The whole licence text, from our folder or from what was installed; "" when neither has it."""
    if party.texts:
        return "\n\n".join(
            resource("licences", name).read_text(encoding="utf-8") for name in party.texts
        )
    return "\n\n".join(
        f"{name}\n\n{text}"
        for name in (party.distribution, *party.brings)
        for text in _installed_texts(name)
    )


def _installed_texts(distribution: str) -> list[str]:
    """The licence texts that were installed with a distribution; none when it is not here."""
    try:
        found = files(distribution) or []
    except PackageNotFoundError:
        return []
    return [
        Path(str(path.locate())).read_text(encoding="utf-8", errors="replace")
        for path in found
        if path.name.lower().startswith(_TEXT_NAMES) and path.suffix != ".py"
    ]


def _party(entry: dict[str, Any]) -> ThirdParty:
    return ThirdParty(
        entry["name"],
        entry.get("distribution", ""),
        entry["versions"],
        entry["licence"],
        entry["home"],
        entry["use"],
        tuple(entry.get("brings", ())),
        tuple(entry.get("text", ())),
    )


class HelpViewModel(QObject):
    """What Help tells about this program on this PC.

    Signals:
        changed (): server address, keychain or look is new.
        signer_changed (): who vouches for the connection was looked up, or is shown otherwise.
    """

    changed = Signal()
    signer_changed = Signal()

    def __init__(
        self,
        program_version: str,
        log_folder: Path,
        server: Callable[[], str],
        keychain: Callable[[], str | None],
        look: Callable[[], str] = lambda: "system",
        choose_look: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`server` gives the origin in use; `keychain` its name, None when there is no safe one.

        `look` gives the look chosen (system, light, dark), `choose_look` chooses and remembers one.
        """
        super().__init__()
        self.version = program_version
        self.log_folder = log_folder
        self._server = server
        self._keychain = keychain
        self._look, self._choose_look = look, choose_look
        self._read_signer: Callable[[], object] = lambda: None
        self._walkthrough: Walkthrough | None = None
        self.signer = Signer(SignerKind.NOT_YET)
        """Who vouches for the connection, as it was when last looked at."""
        self.parties = third_parties()
        self.rules = legal_data().rules

    def follow_connection(
        self, tasks: Tasks, walkthrough: Walkthrough, signer: Callable[[], Signer]
    ) -> None:
        """Tell who vouches for the connection; `signer` blocks. Without this nothing is told of it."""
        self._read_signer = lambda: tasks.run(lambda _work: signer(), self._on_signer)
        self._walkthrough = walkthrough
        walkthrough.changed.connect(self.signer_changed)

    def look_at_connection(self) -> None:
        """See again who vouches for the connection."""
        self._read_signer()

    @property
    def signer_name(self) -> str:
        """The authority's name; hidden while a walkthrough runs, for it may name a person."""
        name = self.signer.name
        return self._walkthrough.lens.personal_text(name) if self._walkthrough and name else name

    def _on_signer(self, signer: Signer) -> None:
        self.signer = signer
        self.signer_changed.emit()

    @property
    def server(self) -> str:
        """The address everything is sent to."""
        return self._server()

    @property
    def look(self) -> str:
        """The look in force by choice: system, light or dark."""
        return self._look()

    def choose_look(self, look: str) -> None:
        """Look like this from now on, also after a restart."""
        self._choose_look(look)
        self.changed.emit()

    @property
    def keychain(self) -> str | None:
        """Where the sign-in is kept on this PC; None: nowhere, it lasts for this run only."""
        return self._keychain()
