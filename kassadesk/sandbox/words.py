"""What the sample Kassapos says at each turn of a request, in its own plain words."""

from __future__ import annotations

from typing import Final

NEXT: Final[dict[str, str]] = {
    "filed": "Kassapos confirms that it has your request.",
    "acknowledged": "Kassapos looks at it and tells you what it decides.",
    "asked": "Add the document. Kassapos then decides and tells you why.",
    "supplied": "Kassapos decides and tells you why.",
    "cooling_off": "The deletion starts on the date shown. Until then you can stop it.",
    "executing": "Kassapos carries it out.",
    "awaiting_processor": "A company that works for Kassapos confirms that it has done its part.",
    "extended": "Kassapos needs more time and has given a new date.",
}
ACKNOWLEDGED: Final = "We have your request and have started on it."
ASKED_DOCUMENT: Final = "Please add one document that shows the new spelling."
ASKED_PROOF: Final = "Please show that it is you who asks."
DOCUMENTS: Final = ("PAN card", "GST registration certificate")
PROOFS: Final = ("Aadhaar with masked number", "Driving licence")
APPROVED: Final = "Approved. Nothing that waits is deleted before the date shown."
EXECUTING: Final = "We are carrying it out now."
AWAITING: Final = "Our part is done. We wait for the companies that work for us."
FULFILLED: Final = "Everything you asked for is done."
PARTLY_KEPT: Final = "Done, except for what a law makes us keep. Each kept item says which law."
EXPIRED_DOCUMENT: Final = "No document came in time, so the request has ended. You can ask again."
EXPIRED: Final = "The request has ended because its time was over. You can ask again."
PROOF_FAILED: Final = "We could not tell that it was you, so nothing was changed."
COMPLAIN: Final = "If you think this is wrong, send Kassapos a complaint about this request."
NO_LAW: Final = "No law or policy section was named"
SUPERSEDED: Final = "You have sent a newer request about the same thing."
REFUSED: Final = "We cannot do this."
