"""The program without its window: real services, real HTTP, a real settings file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.opt_ins import OptIn
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.data_requests import DataRequestsService
from kassadesk.services.opt_ins import OptInsService
from kassadesk.services.outbox import OutboxService
from kassadesk.services.policies import PoliciesService
from kassadesk.services.records import RecordsService
from kassadesk.services.session import Kept, SessionService
from kassadesk.vault.vault import MemoryVault, TokenVault
from tests.sandbox.running import Sandbox


class OtherHand(OptInsService):
    """The choices in the hands of another program of the shop, which has no outbox."""

    def __init__(self, api: ApiClient) -> None:
        super().__init__(api)
        self.api = api

    def set(self, opt_in: OptIn, granted: bool, language: str) -> OptIn:
        """Switch it at once. Raises KassaError."""
        return self.api.opt_ins.change_opt_in(self.draft(opt_in, granted, language))


class Program:
    """One run of the program against a sandbox. Several runs may share vault and folder."""

    made: ClassVar[list[Program]] = []
    """Those of the present test, whose outboxes are closed at its end."""

    def __init__(self, sandbox: Sandbox, folder: Path, vault: TokenVault | None = None) -> None:
        self.sandbox = sandbox
        self.vault = vault if vault is not None else MemoryVault("a test's keychain")
        self.settings = SettingsFile(folder)
        self.transport = Transport(sandbox.base_url)
        self.api = ApiClient(self.transport)
        self.session = SessionService(self.api, self.vault, self.settings)
        self.records = RecordsService(self.api)
        self.opt_ins = OtherHand(self.api)
        self.data_requests = DataRequestsService(self.api)
        self.policies = PoliciesService(self.api)
        self.outbox = OutboxService(self.api, self.vault, folder)
        self.made.append(self)

    def sign_in(self, remember: bool = False) -> Kept:
        """Both steps, as the sample's person."""
        challenge = self.session.start(self.sandbox.login, self.sandbox.password)
        return self.session.confirm(challenge, self.sandbox.code, remember)

    def calls(self, method: str, path: str) -> list[int]:
        """The statuses the server gave to one operation; a path ending in * fits what begins so."""
        start = path.removesuffix("*")
        return [
            one["status"]
            for one in self.sandbox.seen()
            if one["method"] == method
            and (one["path"].startswith(start) if path.endswith("*") else one["path"] == path)
        ]
