"""Schemathesis asks the real sandbox, over real HTTP, everything the contract lets one ask.

One operation is asked apart, because it ends sign-ins: its own id, once drawn, would end the run for all
others. Chains are walked apart, because Schemathesis walks few of them after its other phases.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.contract.document import FILE, load
from tests.sandbox.running import ROOT, Sandbox, running_sandbox

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(transactions=300) as running:
        yield running


def ask(
    sandbox: Sandbox, folder: Path, *words: str, contract: Path = FILE
) -> subprocess.CompletedProcess[str]:
    """Run the Schemathesis command line against the sandbox with the contract file."""
    command = [sys.executable, "-m", "schemathesis.cli"]
    command += ["--config-file", str(HERE / "schemathesis.toml"), "run", str(contract)]
    command += [
        "--url",
        sandbox.base_url,
        "--checks",
        "all",
        "--seed",
        "27560",
        "--no-color",
        *words,
    ]
    environment = os.environ | {
        "KASSADESK_CONTRACT_TOKEN": sandbox.sign_in().tokens["access_token"],
        "SCHEMATHESIS_HOOKS": "tests.contract.schemathesis_hooks",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",  # it writes characters that the code page of Windows lacks
    }
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )


@pytest.mark.slow
def test_every_operation_answers_as_the_contract_says(sandbox: Sandbox, tmp_path: Path) -> None:
    one_by_one = ("--phases", "examples,coverage,fuzzing")
    run = ask(sandbox, tmp_path, "--exclude-operation-id", "endSession", *one_by_one)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]


@pytest.mark.slow
def test_every_chain_of_operations_answers_as_the_contract_says(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    run = ask(sandbox, tmp_path, "--exclude-operation-id", "endSession", "--phases", "stateful")
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]


@pytest.mark.slow
def test_ending_a_sign_in_answers_as_the_contract_says(sandbox: Sandbox, tmp_path: Path) -> None:
    one_by_one = ("--phases", "examples,coverage,fuzzing")
    run = ask(sandbox, tmp_path, "--include-operation-id", "endSession", *one_by_one)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]


@pytest.mark.parametrize(
    ("broken", "finding"),
    [
        ("schema", "shoe_size"),
        ("status", "undocumented"),
        ("header", "lunch"),
    ],
)
def test_a_promise_that_the_sandbox_does_not_keep_is_found(
    sandbox: Sandbox, tmp_path: Path, broken: str, finding: str
) -> None:
    document = load()
    answers = document["paths"]["/v1/processors"]["get"]["responses"]
    if broken == "schema":
        document["components"]["schemas"]["Processor"]["required"].append("shoe_size")
    elif broken == "status":
        answers["299"] = answers.pop("200")
    else:
        answers["200"]["headers"]["Lunch"] = {"required": True, "schema": {"type": "string"}}
    copy = tmp_path / "broken.yaml"
    copy.write_text(yaml.safe_dump(document), encoding="utf-8")
    one_read = ("--include-operation-id", "listProcessors", "--phases", "examples,coverage")
    run = ask(sandbox, tmp_path, *one_read, contract=copy)
    assert run.returncode == 1
    assert finding.lower() in run.stdout.lower()
