"""A sign-in for one verb of the command line: the remembered one, or a sample shop's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from kassadesk.api.client import ApiClient
from kassadesk.app.folders import Folders
from kassadesk.core.errors import NotSignedIn, PinNeeded
from kassadesk.core.pin import AtStart
from kassadesk.vault.vault import TokenVault


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a verb may use."""

    api: ApiClient
    vault: TokenVault
    sample: bool


@contextmanager
def signed_in(
    folders: Folders,
    sandbox: bool = False,
    shop: str = "kaveri",
    transactions: int | None = None,
    *,
    scheduled: bool = False,
) -> Iterator[SignedIn]:
    """The remembered sign-in; with `sandbox` a sample shop that ends with the block.

    Raises NotSignedIn when nothing is remembered, PinNeeded when only the window may use it (the owner
    has allowed what is `scheduled`), and KassaError.
    """
    from kassadesk.api.transport import Transport
    from kassadesk.files.settings_file import SettingsFile
    from kassadesk.services.lock import LockService
    from kassadesk.services.sample_shop import SampleShop
    from kassadesk.services.session import SessionService
    from kassadesk.vault.keychain import KeychainVault
    from kassadesk.vault.vault import MemoryVault

    settings = SettingsFile(folders.data)
    with ExitStack() as stack:
        if sandbox:
            sample_shop = SampleShop()
            stack.callback(sample_shop.stop)
            sample = sample_shop.start(shop, transactions)
            api = stack.enter_context(closing(ApiClient(Transport(sample.base_url))))
            session = SessionService(api, MemoryVault(), settings)
            challenge = session.start(sample.login, sample.password)
            session.confirm(challenge, sample.code, remember=False)
            yield SignedIn(api, MemoryVault(), sample=True)
            return
        api = stack.enter_context(closing(ApiClient(Transport(settings.load().server))))
        vault = KeychainVault()
        if not scheduled and LockService(vault, settings).at_start() is not AtStart.NOTHING:
            raise PinNeeded
        if not SessionService(api, vault, settings).resume():
            raise NotSignedIn
        yield SignedIn(api, vault, sample=False)
