"""KassaError and its family: facts for machines and words for nobody.

Grouped by what the person can do. `kassadesk.ui.texts` holds a title and an advice for each class
(a test walks all subclasses), so this layer has no language. `code` is what support asks for.
No error ever holds a personal value: paths are given by `place` (folder or file the person chose,
shown only to that person, never logged).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:  # not read before the sign-in page stands
    from kassadesk.core.exports import PlainPreview


class KassaError(Exception):
    """Something the person must be told. Subclasses add facts; the window adds words."""

    code: ClassVar[str] = "KD-000"

    def __str__(self) -> str:
        return self.code


# --- try again -------------------------------------------------------------------------------


class Offline(KassaError):
    """No connection could be made: no internet, unknown name, refused port."""

    code = "NET-001"


class TimedOut(KassaError):
    """The total deadline of one call has passed without a complete answer."""

    code = "NET-504"


class CaptivePortal(KassaError):
    """Something other than Kassapos answered: a Wi-Fi sign-in page, a proxy, HTML."""

    code = "NET-511"


class UntrustedConnection(KassaError):
    """The certificate is not good for this host, so nothing was sent."""

    code = "NET-495"


@dataclass(eq=False)
class ServerFault(KassaError):
    """Kassapos answered with a fault of its own (5xx)."""

    code: ClassVar[str] = "SRV-500"
    status: int = 500
    request_id: str = ""
    retry_after_s: float = 0.0
    """What it asks to wait, 0 when it does not say."""


@dataclass(eq=False)
class TooManyRequests(KassaError):
    """Kassapos asks to wait (429)."""

    code: ClassVar[str] = "SRV-429"
    retry_after_s: float = 0.0


@dataclass(eq=False)
class BadAnswer(KassaError):
    """The answer breaks the contract (cut, wrong digest, wrong shape) and was not used."""

    code: ClassVar[str] = "SRV-502"
    what: str = ""
    request_id: str = ""


# --- sign in, or ask -------------------------------------------------------------------------


@dataclass(eq=False)
class SignInRefused(KassaError):
    """Name or password are wrong, the code is wrong or too old, or the account is locked.

    `reason` is one of wrong_password, wrong_code, code_expired, account_locked, start_again,
    other_account (the window is locked, and it is not this account that is signed in).
    """

    code: ClassVar[str] = "SIG-401"
    reason: str = "wrong_password"
    tries_left: int | None = None
    retry_after_s: float = 0.0


class SessionExpired(KassaError):
    """The sign-in has ended; sign in again. Nothing was changed by the call that found it."""

    code = "SIG-440"


class NotSignedIn(KassaError):
    """This needs a sign-in and there is none."""

    code = "SIG-441"


class EndNotTold(KassaError):
    """Kassapos could not be told for a day that a sign-in was ended here; it is not tried any more."""

    code = "SIG-442"


@dataclass(eq=False)
class LockedOut(KassaError):
    """The lock ended the sign-in of this PC. `reason`: pin_wrong (too often), pin_gone (from the
    keychain), closed_locked (without a PIN)."""

    code: ClassVar[str] = "SIG-443"
    reason: str = "pin_wrong"


class PinNeeded(KassaError):
    """A PIN is set, or the window is locked: only the window can ask for what opens it."""

    code = "SIG-444"


@dataclass(eq=False)
class CopyNotMade(KassaError):
    """A copy that is made by itself was tried and not made; the earlier ones are as they were."""

    code: ClassVar[str] = "CPY-500"
    why: str = ""
    """The code of the error that kept it."""


class NotScheduled(KassaError):
    """The system's task scheduler would not take the copy's task."""

    code = "CPY-501"


class NotAllowed(KassaError):
    """Signed in, but this account may not do it (403)."""

    code = "SIG-403"


# --- correct it, or read again -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing the server will not take: where (a JSON pointer) and why (a code)."""

    pointer: str
    reason: str


@dataclass(eq=False)
class Rejected(KassaError):
    """Kassapos understood and refuses (400, 413, 415, 422). `reason` is the contract's code."""

    code: ClassVar[str] = "REQ-422"
    reason: str = ""
    problems: tuple[FieldProblem, ...] = ()
    request_id: str = ""


@dataclass(eq=False)
class Conflict(KassaError):
    """It was changed elsewhere meanwhile (409, 412). `current` is what the server has now."""

    code: ClassVar[str] = "REQ-412"
    reason: str = ""
    current: Any = None


class NotFound(KassaError):
    """Kassapos does not know this thing (404)."""

    code = "REQ-404"


class SnapshotExpired(KassaError):
    """The frozen view being read has ended (410): start again from a new one, never mix."""

    code = "REQ-410"


# --- keychain -----------------------------------------------------------------------------------


class VaultLocked(KassaError):
    """The keychain exists but would not open."""

    code = "KEY-001"


class EntryStuck(VaultLocked):
    """Signed out, but the keychain would not let go of the entry; that is tried again at each start."""

    code = "KEY-003"


class VaultMissing(KassaError):
    """No safe keychain on this PC: sign-in works for this run only."""

    code = "KEY-002"


# --- files out ------------------------------------------------------------------------------------


@dataclass(eq=False)
class FileProblem(KassaError):
    """Base of all trouble with a file or folder; `place` is what the person chose."""

    code: ClassVar[str] = "FIL-000"
    place: Path | None = None


@dataclass(eq=False)
class DiskFull(FileProblem):
    """No room left. Nothing half-written stays behind."""

    code: ClassVar[str] = "FIL-028"


@dataclass(eq=False)
class TargetLocked(FileProblem):
    """Another program (often Excel) holds the file."""

    code: ClassVar[str] = "FIL-032"


@dataclass(eq=False)
class NameRefused(FileProblem):
    """This PC gives this name to no file: it is a device's, or it is too long with its folders."""

    code: ClassVar[str] = "FIL-123"


@dataclass(eq=False)
class TargetReadOnly(FileProblem):
    """The folder or the file may not be written."""

    code: ClassVar[str] = "FIL-013"


@dataclass(eq=False)
class TargetExists(FileProblem):
    """A file of that name is already there and may not be replaced without being asked."""

    code: ClassVar[str] = "FIL-017"


@dataclass(eq=False)
class FolderMissing(FileProblem):
    """The folder is not there (any more)."""

    code: ClassVar[str] = "FIL-002"


@dataclass(eq=False)
class WriteFailed(FileProblem):
    """The disk refused for another reason, or what was read back differs from what was written."""

    code: ClassVar[str] = "FIL-005"


# --- files in ---------------------------------------------------------------------------------------


@dataclass(eq=False)
class UnreadableExport(FileProblem):
    """Not an export that can be read. `reason`: not_found, held, empty, not_a_workbook, not_an_export,
    web_page, text_file, damaged, cut_short, too_large, took_too_long, encrypted, wrong_password,
    newer_version, old_format, other_office, macros, proof_changed."""

    code: ClassVar[str] = "REV-001"
    reason: str = "not_an_export"
    preview: PlainPreview | None = None
    """What can be shown of it all the same, as plain text."""


@dataclass(eq=False)
class AttachmentRefused(FileProblem):
    """This file cannot be evidence. `reason`: empty, too_large, too_many, wrong_type, unreadable,
    changed_since_chosen."""

    code: ClassVar[str] = "ATT-001"
    reason: str = "wrong_type"
    limit_bytes: int = 0


# --- requests kept on this PC -------------------------------------------------------------------------


@dataclass(eq=False)
class OutboxNewer(FileProblem):
    """A newer KassaDesk has written the outbox; this one leaves it alone."""

    code: ClassVar[str] = "OBX-001"


@dataclass(eq=False)
class OutboxDamaged(FileProblem):
    """The outbox could not be read and was set aside at `place`; an empty one was begun."""

    code: ClassVar[str] = "OBX-002"


class IntentSealed(KassaError):
    """What was saved cannot be opened on this PC: its key is not in the keychain any more."""

    code = "OBX-003"


# --- last resort --------------------------------------------------------------------------------------


@dataclass(eq=False)
class SandboxFailed(KassaError):
    """The sample shop's server did not start."""

    code: ClassVar[str] = "SBX-001"
    reason: str = ""


@dataclass(eq=False)
class Unexpected(KassaError):
    """A defect of ours. `reference` names the entry in the log, which holds no personal value."""

    code: ClassVar[str] = "KD-001"
    reference: str = ""
    kind: str = field(default="")
