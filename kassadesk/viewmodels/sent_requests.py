"""The good news that Kassapos has a request."""

from __future__ import annotations

from kassadesk.core.data_requests import DataRequest
from kassadesk.viewmodels.notices import Notices


def tell_sent(notices: Notices, request: DataRequest) -> None:
    """Tell the person its reference and the number of its receipt."""
    receipt = request.receipt.receipt_number if request.receipt else None
    notices.good("request_sent", reference=request.reference, receipt=receipt)
