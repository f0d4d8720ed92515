"""The sample shop: a real server of the contract in a child process of its own, on this PC only.

The child is told to end when its stdin closes, so it never outlives this program, even when this one
is killed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, Any

from kassadesk.core.errors import SandboxFailed
from kassadesk.core.own_program import frozen_words
from kassadesk.core.signin import SampleSignIn

START_DEADLINE_S = 20.0
"""The server promises to be ready in 2 s; a slow PC with a virus scanner gets more."""
_END_DEADLINE_S = 5.0


class SampleShop:
    """Starts and ends the child. Blocking. One shop at a time; safe from several threads."""

    def __init__(
        self,
        data: Path | None = None,
        today: date | None = None,
        start_deadline_s: float = START_DEADLINE_S,
    ) -> None:
        """`data`: where each shop keeps its state between runs; None: gone with the server.

        `today`: the day the shop plays, for pictures and tests; None: the real one.
        """
        self._data = data
        self._today = today
        self._deadline_s = start_deadline_s
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """True while the child is alive."""
        child = self._child
        return child is not None and child.poll() is None

    def start(self, shop: str = "kaveri", transactions: int | None = None) -> SampleSignIn:
        """How to sign in to the sample shop, which answers by now. Ends one that ran before.

        Raises SandboxFailed with reason not_started, ended, too_slow or not_understood.
        """
        with self._lock:
            self._end()
            words = ["--shop", shop, "--until-stdin-closes"]
            if transactions is not None:
                words += ["--transactions", str(transactions)]
            if self._data is not None:
                words += ["--data", str(self._data / shop)]
            if self._today is not None:
                words += ["--today", self._today.isoformat()]
            try:
                self._child = _started(words)
                return _sign_in(self._first_line(self._child), shop)
            except OSError as error:
                self._end()
                raise SandboxFailed(reason="not_started") from error
            except SandboxFailed:
                self._end()
                raise

    def stop(self) -> None:
        """End the child, if there is one; returns when it is gone."""
        with self._lock:
            self._end()

    def _first_line(self, child: subprocess.Popen[bytes]) -> bytes:
        """The ready line, read on a thread: a pipe cannot be read with a deadline on Windows."""
        assert child.stdout is not None
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=_read_line, args=(child.stdout, lines), daemon=True).start()
        try:
            line = lines.get(timeout=self._deadline_s)
        except queue.Empty:
            raise SandboxFailed(reason="too_slow") from None
        if not line.endswith(b"\n"):
            raise SandboxFailed(reason="ended")
        return line

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        assert child.stdin is not None
        with suppress(OSError):
            child.stdin.close()
        try:
            child.wait(_END_DEADLINE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _read_line(pipe: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    try:
        lines.put(pipe.readline(65536))
    except (OSError, ValueError):  # the pipe was closed under us
        lines.put(b"")


def _started(words: list[str]) -> subprocess.Popen[bytes]:
    package_folder = str(Path(__file__).resolve().parents[2])
    search = [package_folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # no console window on Windows
    return subprocess.Popen(  # noqa: S603 - our own program, our own words
        [*_program(), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(search)},
        creationflags=flags,
    )


def _program() -> list[str]:
    """The command that runs the server alone: this very program, frozen or from source."""
    frozen = frozen_words("sandbox")
    if frozen is not None:
        return frozen
    if importlib.util.find_spec("kassadesk.__main__") is not None:
        return [sys.executable, "-m", "kassadesk", "sandbox"]
    return [sys.executable, "-m", "kassadesk.sandbox.main"]


def _sign_in(line: bytes, shop: str) -> SampleSignIn:
    try:
        raw_words: dict[str, Any] = json.loads(line)
        return SampleSignIn(
            base_url=str(raw_words["base_url"]),
            login=str(raw_words["login"]),
            password=str(raw_words["password"]),
            code=str(raw_words["code"]),
            shop=str(raw_words.get("shop", shop)),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxFailed(reason="not_understood") from error
