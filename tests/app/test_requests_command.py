"""`kassadesk requests`: the list, one request, and sending what waits, from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kassadesk.app.command_line import run
from kassadesk.app.exit_codes import Exit
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.lock import LockService
from kassadesk.vault.keychain import KeychainVault
from tests.app.test_command_line import program
from tests.sandbox.running import running_sandbox
from tests.services.outbox_world import correction
from tests.services.program import Program
from tests.vault import private_session


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASSADESK_HOME", str(tmp_path))


def test_the_list_names_each_request_and_show_tells_its_story(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["requests", "list", "--sandbox"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("your turn" in line for line in lines)
    reference = lines[0].split()[0]
    assert run(["requests", "show", reference, "--sandbox"]) == 0
    told = capsys.readouterr().out
    assert reference in told
    assert "filed" in told
    assert "receipt" in told


def test_an_unknown_request_and_no_sign_in_have_their_codes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["requests", "show", "COR-1", "--sandbox"]) == Exit.SERVER
    assert "does not know" in capsys.readouterr().err
    assert run(["requests", "drain"]) == Exit.SIGN_IN
    with pytest.raises(SystemExit):
        run(["requests", "show"])


@pytest.mark.keychain
@pytest.mark.skipif(not private_session.inside(), reason="needs a keychain of its own")
def test_what_the_window_left_behind_is_sent_once_and_then_nothing_waits(tmp_path: Path) -> None:
    with running_sandbox(transactions=20) as sandbox:
        window = Program(sandbox, tmp_path, KeychainVault())
        SettingsFile(tmp_path).change(server=sandbox.base_url)
        window.sign_in(remember=True)
        window.outbox.enter(window.records.merchant().merchant_id)
        wish = correction("from a terminal")
        assert window.outbox.save(wish).lasting
        window.outbox.close()
        window.api.close()

        listed = program("requests", home=tmp_path)
        assert "(on this PC)  correction  waits to be sent" in listed.stdout
        assert "from a terminal" not in listed.stdout
        sent = program("requests", "drain", home=tmp_path)
        assert (sent.returncode, sent.stderr) == (0, "")
        assert "Filed: COR-" in sent.stdout
        assert "receipt RCP-" in sent.stdout
        again = program("requests", "drain", home=tmp_path)
        assert again.stdout == "Nothing waits.\n"
        me = sandbox.sign_in()
        assert len(me.get(f"/v1/requests?client_ref={wish.client_ref}").json["items"]) == 1


@pytest.mark.keychain
@pytest.mark.skipif(not private_session.inside(), reason="needs a keychain of its own")
def test_with_a_pin_the_command_line_gives_no_way_round_but_scheduled_copies_go_on(
    tmp_path: Path,
) -> None:
    keychain, settings = KeychainVault(), SettingsFile(tmp_path)
    copies = tmp_path / "copies"
    copies.mkdir()
    with running_sandbox(transactions=20) as sandbox:
        window = Program(sandbox, tmp_path, keychain)
        settings.change(server=sandbox.base_url)
        window.sign_in(remember=True)
        window.api.close()
        lock = LockService(keychain, settings)
        lock.set_pin("2468")
        try:
            for words in (
                ("requests",),
                ("export", "--to", str(tmp_path / "all.xlsx")),
                ("export", "--since-last", "--to", str(copies)),
            ):
                refused = program(*words, home=tmp_path)
                assert refused.returncode == Exit.SIGN_IN, words
                assert "A PIN is set" in refused.stderr
            assert list(copies.glob("*.xlsx")) == []
            settings.change(copy_every="daily", copy_folder=str(copies))  # as the owner did
            made = program("export", "--since-last", "--to", str(copies), home=tmp_path)
            assert (made.returncode, made.stderr) == (0, "")
        finally:
            lock.remove_pin()
        assert program("requests", home=tmp_path).returncode == 0
        lock.note_locked(lambda: True)
        assert program("requests", home=tmp_path).returncode == Exit.SIGN_IN
