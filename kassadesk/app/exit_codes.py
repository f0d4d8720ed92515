"""What the program's exit code says; scheduled tasks and scripts rely on these numbers."""

from __future__ import annotations

from enum import IntEnum

from kassadesk.core import errors
from kassadesk.core.exports import Verdict
from kassadesk.core.intents import Drained


class Exit(IntEnum):
    """The codes. 0 to 2 of `verify` and 0 of all verbs are promised for ever."""

    DONE = 0
    """Done; for `verify`: the file is unchanged and signed."""
    CHANGED = 1
    """`verify`: the file was changed; the places are listed."""
    NOT_READABLE = 2
    """`verify`: not an export that can be read. All verbs: the command line was not understood."""
    NOT_SIGNED = 3
    """`verify`: whole in itself, but no key known on this PC has signed it (or a masked copy)."""
    SIGN_IN = 10
    """Nobody is signed in, the sign-in has ended, or it may not do this."""
    NO_CONNECTION = 11
    """Kassapos could not be reached, or something else answered."""
    SERVER = 12
    """Kassapos answered, but refused or failed."""
    NOT_WRITTEN = 13
    """The file could not be written: disk, folder, permission, another program."""
    EXISTS = 14
    """The file is there already and --force was not given."""
    WAITS = 15
    """`requests drain`, `purge`: something was not sent yet; nothing is lost."""
    REFUSED = 16
    """`requests drain`: Kassapos refused something."""
    FAILED = 20
    """Something else went wrong."""
    STOPPED = 130
    """Stopped by Ctrl-C or a signal; nothing half-written stays behind."""


_BY_ERROR: tuple[tuple[type[errors.KassaError], Exit], ...] = (
    (errors.TargetExists, Exit.EXISTS),
    (errors.UnreadableExport, Exit.NOT_READABLE),
    (errors.FileProblem, Exit.NOT_WRITTEN),
    (errors.SignInRefused, Exit.SIGN_IN),
    (errors.SessionExpired, Exit.SIGN_IN),
    (errors.NotSignedIn, Exit.SIGN_IN),
    (errors.EndNotTold, Exit.SIGN_IN),
    (errors.LockedOut, Exit.SIGN_IN),
    (errors.PinNeeded, Exit.SIGN_IN),
    (errors.NotAllowed, Exit.SIGN_IN),
    (errors.VaultLocked, Exit.SIGN_IN),
    (errors.VaultMissing, Exit.SIGN_IN),
    (errors.Offline, Exit.NO_CONNECTION),
    (errors.TimedOut, Exit.NO_CONNECTION),
    (errors.CaptivePortal, Exit.NO_CONNECTION),
    (errors.UntrustedConnection, Exit.NO_CONNECTION),
    (errors.CopyNotMade, Exit.FAILED),
    (errors.NotScheduled, Exit.FAILED),
    (errors.Unexpected, Exit.FAILED),
    (errors.SandboxFailed, Exit.FAILED),
)


_BY_VERDICT = {
    Verdict.UNCHANGED: Exit.DONE,
    Verdict.CHANGED: Exit.CHANGED,
    Verdict.UNSIGNED: Exit.NOT_SIGNED,
}


def verdict_code(verdict: Verdict) -> Exit:
    """The code of `verify` for what was found."""
    return _BY_VERDICT[verdict]


def drained_code(drained: Drained) -> Exit:
    """The code of `requests drain`: what keeps it from going, else whether all went."""
    if drained.error is not None:
        return exit_code(drained.error)
    if drained.refused:
        return Exit.REFUSED
    return Exit.WAITS if drained.waiting else Exit.DONE


def exit_code(error: errors.KassaError) -> Exit:
    """The code for bad news: its own, or that of the kind of news it belongs to."""
    for kind, code in _BY_ERROR:
        if isinstance(error, kind):
            return code
    return Exit.SERVER
