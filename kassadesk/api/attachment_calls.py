"""Sending documents in pieces that survive a broken line (rule R17)."""

from __future__ import annotations

from kassadesk.api.answer import Answer, content_digest
from kassadesk.api.calls import Calls
from kassadesk.api.origin import path_of
from kassadesk.api.transport import Call
from kassadesk.api.wire_requests import RawAttachment
from kassadesk.core.data_requests import Attachment, Evidence
from kassadesk.core.errors import BadAnswer, Conflict, Offline, ServerFault, TimedOut
from kassadesk.core.work import QUIET, Work

PIECE_BYTES = 256 * 1024
RESUMES = 3
"""How often a broken upload is taken up again where the server stands."""


class AttachmentCalls:
    """/v1/attachments. Blocking; raises KassaError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def upload(self, evidence: Evidence, client_ref: str, idempotency_key: str, work: Work) -> str:
        """The id of the document at the server, once all of it is there and its digest fits.

        Sends the bytes that were measured when the person chose the file. Reports bytes done.
        """
        made = self.create_attachment(evidence, client_ref, idempotency_key, work)
        self._send_content(made.attachment_id, evidence, work)
        return made.attachment_id

    def create_attachment(
        self, evidence: Evidence, client_ref: str, idempotency_key: str, work: Work = QUIET
    ) -> Attachment:
        """A document announced by size and digest; its name stays here. The same gives the same."""
        body = {
            "client_ref": client_ref,
            "size_bytes": evidence.size_bytes,
            "sha256": evidence.sha256,
            "media_type": evidence.media_type,
        }
        return self._calls.change(
            "POST", "/v1/attachments", body, RawAttachment, idempotency_key, work=work
        ).value()

    def read_attachment(self, attachment_id: str) -> Attachment:
        """How much of a document has arrived. Raises NotFound."""
        return self._calls.get(path_of("v1", "attachments", attachment_id), RawAttachment).value()

    def read_upload_offset(self, attachment_id: str, work: Work = QUIET) -> int:
        """Where the server stands, in bytes: asked after a cut."""
        return _told_offset(self._calls.send(Call("HEAD", _content(attachment_id)), work=work))

    def upload_content(
        self, attachment_id: str, offset: int, piece: bytes, work: Work = QUIET
    ) -> int:
        """Where the server stands after this piece. Raises Conflict when it stands elsewhere."""
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Content-Digest": content_digest(piece),
        }
        call = Call("PATCH", _content(attachment_id), headers, body=piece)
        return _told_offset(self._calls.send(call, work=work))

    def _send_content(self, attachment_id: str, evidence: Evidence, work: Work) -> None:
        # A repeated creation replays its first answer, so where the server stands must be asked.
        offset, resumes = self.read_upload_offset(attachment_id, work), 0
        while offset < evidence.size_bytes:
            work.check()
            work.report(offset, evidence.size_bytes, "uploading")
            piece = evidence.content[offset : offset + PIECE_BYTES]
            try:
                offset = self.upload_content(attachment_id, offset, piece, work)
            except (Offline, TimedOut, ServerFault, BadAnswer, Conflict):
                if resumes == RESUMES:
                    raise
                resumes += 1
                offset = self.read_upload_offset(attachment_id, work)
        work.report(evidence.size_bytes, evidence.size_bytes, "uploading")


def _content(attachment_id: str) -> str:
    return path_of("v1", "attachments", attachment_id, "content")


def _told_offset(answer: Answer) -> int:
    told = answer.headers.get("upload-offset", "")
    if not (told.isascii() and told.isdigit()):
        raise BadAnswer(what="upload_offset", request_id=answer.request_id)
    return int(told)
