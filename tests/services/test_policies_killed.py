"""Killed at any moment of reading the policy or telling of a notice: window and server agree after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kassadesk.core.policy import text_digest
from kassadesk.services.policies import PoliciesService
from tests.sandbox.running import Sandbox
from tests.services.killed_program import KILLED
from tests.services.program import Program

ROOT = Path(__file__).resolve().parents[2]
STEP = 3


def killed_at(point: int, shop: Sandbox, folder: Path) -> int:
    told = (shop.base_url, shop.login, shop.password, shop.code, str(folder), str(point))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "tests.services.killed_policy", *told]
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode


@pytest.mark.slow
def test_killed_at_its_points_no_half_text_is_kept_and_no_notice_is_told_wrong(
    own_sandbox: Sandbox, tmp_path: Path
) -> None:
    me = own_sandbox.sign_in()
    published = {
        one["version"]: me.get(f"/v1/policies/{one['version']}").json["clauses"]
        for one in me.get("/v1/policies").json["items"]
    }
    program = Program(own_sandbox, tmp_path / "settings")
    program.sign_in()
    point, kills, seen = 1, 0, set()
    while True:
        folder = tmp_path / str(point)
        folder.mkdir()
        ended = killed_at(point, own_sandbox, folder)
        assert ended in (0, KILLED)
        after = PoliciesService(program.api, folder)
        after.enter("shop")
        for kept in after.kept():
            told = [one["text"] for one in published[kept.policy.version]]
            assert [one.text for one in kept.policy.clauses] == told
        at_server = {one["notice_id"]: one["read"] for one in me.get("/v1/notices").json["items"]}
        assert {one.notice_id: one.read for one in after.notices()} == at_server
        seen.add((len(after.kept()), all(at_server.values())))
        for version in after.versions():
            after.version(version.version)
        assert {text_digest(one.policy.clauses) for one in after.kept()} == {
            text_digest(after.version(name).clauses) for name in published
        }
        assert not list(folder.rglob(".kd-*")), "what was half written is gone"
        if ended == 0:
            break
        kills += 1
        point += STEP
    assert kills > 5
    assert {count for count, _ in seen} == {0, 1, 2, 3}, "ends before, between and after all texts"
    assert {told for _, told in seen} == {False, True}
    program.api.close()
