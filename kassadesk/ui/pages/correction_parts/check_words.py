"""The words of a check on this PC: each rule with its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind

if TYPE_CHECKING:
    from kassadesk.viewmodels.correction import CheckStep, FieldCheck

translate = QCoreApplication.translate


def step_words(kind: Kind, step: CheckStep, lens: Lens) -> str:
    """One rule in words; `fact` fills what was found (a state's name, a length)."""
    good = {
        "length": _length(kind),
        "shape": translate("Correction", "It has the right form"),
        "state": translate("Correction", "State {fact}"),
        "pan": translate("Correction", "The PAN inside has the right form"),
        "same_pan": translate("Correction", "Same PAN as your other shop"),
        "check_digit": translate("Correction", "Check character matches"),
        "holder": translate("Correction", "Kind of holder: {fact}"),
        "possible": translate("Correction", "A number that can exist"),
        "valid": translate("Correction", "A number that can exist"),
        "country": translate("Correction", "Number of {fact}"),
        "india": translate("Correction", "Number of India"),
        "mobile": translate("Correction", "A mobile number"),
        "domain": translate("Correction", "The part after @ has the right form"),
        "local": translate("Correction", "The part before @ has the right form"),
        "digits": translate("Correction", "Only digits"),
        "first_digit": translate("Correction", "The first digit is a postal zone"),
        "not_empty": translate("Correction", "Something is typed"),
    }
    bad = {
        "length": translate("Correction", "{good}; typed: {fact}"),
        "shape": translate("Correction", "It does not have the right form"),
        "state": translate("Correction", "No state has the number {fact}"),
        "pan": translate("Correction", "The PAN inside does not have the right form"),
        "same_pan": translate("Correction", "Another PAN than your other shop"),
        "check_digit": translate("Correction", "The check character should be {fact}"),
        "holder": translate("Correction", "The 4th letter is no kind of holder"),
        "possible": translate("Correction", "No such number can exist"),
        "valid": translate("Correction", "No such number can exist"),
        "country": translate("Correction", "Not a number of India"),
        "india": translate("Correction", "Not a number of India"),
        "mobile": translate("Correction", "Not a mobile number"),
        "domain": translate("Correction", "The part after @ does not have the right form"),
        "local": translate("Correction", "The part before @ does not have the right form"),
        "digits": translate("Correction", "There is something that is not a digit"),
        "first_digit": translate("Correction", "No postal zone begins like this"),
        "not_empty": translate("Correction", "Nothing is typed"),
    }
    words = (good if step.ok else bad).get(step.code, step.code)
    return words.format(fact=lens.personal_text(step.fact), good=_length(kind)).strip()


def _length(kind: Kind) -> str:
    return {
        Kind.GSTIN: translate("Correction", "15 characters"),
        Kind.PAN: translate("Correction", "10 characters"),
        Kind.PIN: translate("Correction", "6 digits"),
        Kind.PHONE: translate("Correction", "10 digits"),
    }.get(kind, translate("Correction", "The right length"))


def verdict(kind: Kind, check: FieldCheck) -> str:
    """The check in one line."""
    if check.ok:
        return {
            Kind.GSTIN: translate("Correction", "This GSTIN is well formed"),
            Kind.PAN: translate("Correction", "This PAN is well formed"),
            Kind.PHONE: translate("Correction", "This number is well formed"),
            Kind.EMAIL: translate("Correction", "This e-mail address is well formed"),
            Kind.PIN: translate("Correction", "This PIN code is well formed"),
        }.get(kind, "")
    return translate("Correction", "Not yet well formed")


def why_not(code: str) -> str:
    """Why it cannot be sent now; "" when it can."""
    return {
        "reading_documents": translate("Correction", "A document is still being read."),
        "no_field": translate("Correction", "Choose what is wrong."),
        "nothing_typed": translate("Correction", "Type what it should be."),
        "not_well_formed": translate("Correction", "The new value breaks a rule; see part 2."),
        "same_value": translate("Correction", "The new value is the same as the one held now."),
    }.get(code, "")
