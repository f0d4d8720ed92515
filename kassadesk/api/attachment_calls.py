"""Sending documents in pieces that survive a broken line (rule R17)."""

from __future__ import annotations

from kassadesk.api.answer import Answer, content_digest
from kassadesk.api.calls import Calls
from kassadesk.api.origin import path_of
from kassadesk.api.transport import Call
from kassadesk.api.wire_requests import RawAttachment
from kassadesk.core.data_requests import Evidence
from kassadesk.core.errors import BadAnswer, Conflict, Offline, ServerFault, TimedOut
from kassadesk.core.work import Work

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
        body = {
            "client_ref": client_ref,
            "size_bytes": evidence.size_bytes,
            "sha256": evidence.sha256,
            "media_type": evidence.media_type,
        }
        raw_attachment = self._calls.change(
            "POST", "/v1/attachments", body, RawAttachment, idempotency_key, work=work
        )
        path = path_of("v1", "attachments", raw_attachment.attachment_id, "content")
        # A repeated creation replays its first answer, so where the server stands must be asked.
        self._send_content(path, self._offset(path, work), evidence, work)
        return raw_attachment.attachment_id

    def _send_content(self, path: str, offset: int, evidence: Evidence, work: Work) -> None:
        resumes = 0
        while offset < evidence.size_bytes:
            work.check()
            work.report(offset, evidence.size_bytes, "uploading")
            try:
                offset = self._piece(path, offset, evidence.content, work)
            except (Offline, TimedOut, ServerFault, BadAnswer, Conflict):
                if resumes == RESUMES:
                    raise
                resumes += 1
                offset = self._offset(path, work)
        work.report(evidence.size_bytes, evidence.size_bytes, "uploading")

    def _piece(self, path: str, offset: int, content: bytes, work: Work) -> int:
        piece = content[offset : offset + PIECE_BYTES]
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Content-Digest": content_digest(piece),
        }
        answer = self._calls.send(Call("PATCH", path, headers, body=piece), work=work)
        return _told_offset(answer)

    def _offset(self, path: str, work: Work) -> int:
        return _told_offset(self._calls.send(Call("HEAD", path), work=work))


def _told_offset(answer: Answer) -> int:
    told = answer.headers.get("upload-offset", "")
    if not (told.isascii() and told.isdigit()):
        raise BadAnswer(what="upload_offset", request_id=answer.request_id)
    return int(told)
