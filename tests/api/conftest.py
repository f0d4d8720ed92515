"""An authority of the operating system, made for one test."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme

AUTHORITY = "Shop Guard Antivirus"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that the operating system trusts, like a company's or an antivirus' own."""
    made = trustme.CA(organization_name=AUTHORITY)
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return made
