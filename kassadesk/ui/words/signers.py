"""Words for who vouches for the connection to the server."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.signers import Signer, SignerKind


def signer_words(signer: Signer, name: str) -> str:
    """What a person is told of it; `name` is the authority's, as the Lens shows it."""
    translate = QCoreApplication.translate
    if signer.kind is SignerKind.NOT_YET:
        return translate("Signer", "Nothing was asked there yet.")
    if signer.kind is SignerKind.THIS_PC:
        return translate("Signer", "This PC itself, not encrypted. Nothing leaves it.")
    name = name or translate("Signer", "somebody without a readable name")
    if signer.kind is SignerKind.PUBLIC:
        told = translate(
            "Signer",
            "Encrypted. Signed by {name}, a public authority, and checked with this PC's own list of"
            " authorities.",
        )
    else:
        told = translate(
            "Signer",
            "Encrypted, but signed by {name}, which this PC trusts and no public list knows. A virus"
            " scanner or a company's network does this to read along. If nobody set that up for you,"
            " ask who looks after this PC.",
        )
    return told.format(name=name)
