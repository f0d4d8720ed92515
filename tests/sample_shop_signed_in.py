"""A real sandbox in a child process with a real sign-in over real HTTP, and the services on it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from types import TracebackType

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.exports import PastExport
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.data_requests import DataRequestsService
from kassadesk.services.home import HomeService
from kassadesk.services.opt_ins import OptInsService
from kassadesk.services.policies import PoliciesService
from kassadesk.services.records import RecordsService
from kassadesk.services.session import SessionService
from kassadesk.vault.vault import MemoryVault

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-23"


class PastExportsInMemory:
    """What this PC remembers of exports, for tests that have not exported anything."""

    def __init__(self) -> None:
        self.known: tuple[PastExport, ...] = ()

    def history(self, shop_id: str) -> tuple[PastExport, ...]:
        return self.known


class SignedInShop:
    """Use as a context manager: `with SignedInShop("kaveri") as shop: shop.records.fields(...)`."""

    def __init__(self, shop: str = "kaveri", transactions: int | None = 400) -> None:
        words = [sys.executable, "-m", "kassadesk.sandbox.main", "--shop", shop]
        words += ["--today", TODAY, "--faults", "--until-stdin-closes"]
        if transactions is not None:
            words += ["--transactions", str(transactions)]
        self._child = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._child.stdout is not None
        ready = json.loads(self._child.stdout.readline())
        self.base_url = str(ready["base_url"])
        self._transport = Transport(self.base_url)
        self._api = ApiClient(self._transport)
        self._folder = tempfile.TemporaryDirectory(prefix="kassadesk-test-")
        session = SessionService(self._api, MemoryVault(), SettingsFile(Path(self._folder.name)))
        session.confirm(session.start(ready["login"], ready["password"]), ready["code"], False)
        self.session = session
        self.records = RecordsService(self._api)
        self.opt_ins = OptInsService(self._api)
        self.data_requests = DataRequestsService(self._api)
        self.policies = PoliciesService(self._api)
        self.exports = PastExportsInMemory()
        self.home = HomeService(
            self.records, self.opt_ins, self.data_requests, self.policies, self.exports
        )

        self._first_choices = {one.opt_in_id: one.granted for one in self.opt_ins.all()}

    def another_opt_ins(self) -> OptInsService:
        """The choices as another program of the same person sees and changes them."""
        return OptInsService(self._api)

    def fault(self, operation: str, **what: object) -> None:
        """Make an operation go wrong, "PUT /v1/opt-ins/*", as the sandbox's fault switch can."""
        self._post("/sandbox/faults", {"operation": operation, **what})

    def no_faults(self) -> None:
        """Switch all faults off."""
        request = urllib.request.Request(f"{self.base_url}/sandbox/faults", method="DELETE")
        urllib.request.urlopen(request, timeout=20).close()

    def put_back(self) -> None:
        """Faults off, no exports known, every choice as it was when the shop opened."""
        self.no_faults()
        self.exports.known = ()
        for one in self.opt_ins.all():
            if one.lock is None and one.granted != self._first_choices[one.opt_in_id]:
                self.opt_ins.set(one, not one.granted, "en")

    def _post(self, path: str, body: dict[str, object]) -> None:
        request = urllib.request.Request(
            self.base_url + path,
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method="POST",
        )
        urllib.request.urlopen(request, timeout=20).close()

    def close(self) -> None:
        """End the server and forget everything."""
        self._api.close()
        assert self._child.stdin is not None and self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(20)
        self._child.stdout.close()
        self._folder.cleanup()

    def __enter__(self) -> SignedInShop:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
