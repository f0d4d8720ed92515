"""What the program remembers between runs; never a personal value, never a secret."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    language: str = "en"
    theme: str = "system"
    """system, light or dark."""
    server: str = "https://api.kassapos.example"
    """Origin of the API. There is no public one yet, so the default leads nowhere by design."""
    remembered_session: str = ""
    """Opaque id under which the keychain holds the refresh token; "" when nothing is remembered."""
    sessions_to_revoke: tuple[str, ...] = ()
    """Opaque ids of sign-ins that were ended here and whose end the server has not heard of yet; the
    keychain holds what is needed to tell it."""
    entries_to_remove: tuple[str, ...] = ()
    """Names of keychain entries of ended sign-ins that the keychain would not let go."""
    export_folder: str = ""
    """"" is the person's own default folder."""
    scale_hint: float = 1.0
    window_place: str = ""
    """Where the window stood when it was closed, in Qt's own form; "" lets the system choose."""
    copy_every: str = ""
    """How often a copy is made by itself: daily, weekly, monthly; "" never."""
    copy_folder: str = ""
    """Where those copies go; "" is the usual folder for exports."""
    copy_keep: int = 6
    """How many of them stay."""
    lock_after_min: int = 5
    """After so many minutes without use the window locks; 0 never."""
    pin_set: bool = False
    """A PIN is kept in the keychain. Only a hint for the first moment: the keychain says the truth."""
    locked: bool = False
    """The window is locked and no PIN is set: the next start does not use the remembered sign-in."""
    shared_pc: bool = False
    """Others use this login of the PC too: nothing of a visit outlives it."""


DEFAULTS = Settings()
