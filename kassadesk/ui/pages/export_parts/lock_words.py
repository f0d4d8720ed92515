"""The words about the password of an export: how strong it is, what would help, what is missing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.passwords import LONGEST, Strength, StrengthHint

translate = QCoreApplication.translate


def strength_line(hint: StrengthHint) -> tuple[str, str, str]:
    """Icon, words and tone for what is typed now. A hint, never a refusal."""
    if hint.strength is Strength.NONE:
        text = translate(
            "ExportLock", "Three or four words that nobody connects with you are best."
        )
        return "info", text, "text2"
    if hint.strength is Strength.WEAK:
        weak = translate("ExportLock", "Weak: somebody who knows you may guess it.")
        return "triangle-alert", f"{weak} {_advice(hint.advice)}", "warn"
    if hint.strength is Strength.FAIR:
        fair = translate("ExportLock", "Fair: it stops the curious.")
        return "info", f"{fair} {_advice(hint.advice)}", "text2"
    return "circle-check", translate("ExportLock", "Strong."), "ok"


def _advice(code: str) -> str:
    return {
        "longer": translate("ExportLock", "Make it longer."),
        "not_common": translate("ExportLock", "Leave out words that everybody tries."),
        "no_repeats": translate("ExportLock", "Leave out the repeated letters."),
        "no_number_only": translate("ExportLock", "Add words: numbers alone are soon tried."),
    }.get(code, "")


def why_not(code: str) -> str:
    """What the password lacks; "" for a code that is not about it."""
    return {
        "password_missing": translate("ExportLock", "Type the password for this file."),
        "password_again": translate("ExportLock", "Type the password again."),
        "passwords_differ": translate("ExportLock", "The two passwords are not the same."),
        "password_too_long": translate("ExportLock", "Excel takes at most {n} characters.").format(
            n=LONGEST
        ),
    }.get(code, "")
