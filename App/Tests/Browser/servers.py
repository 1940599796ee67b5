"""Starts and stops the program under test, each time on a database of its own."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[3]
BINARY = Path(os.environ.get("PIZZAMAMA_TEST_BINARY", ROOT / ".build" / "debug" / "pizzamama"))
PASSWORD = "pizzamama"
PATIENCE = 30.0
# Less than the ten seconds after which the program gives up what is under way.
MOST_SECONDS_TO_STOP = 7.0


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Asks again and again until `holds`, and fails with `what` when it does not in time."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        pause.wait(0.02)


@dataclass
class Server:
    """One shop: a database, a folder for its logs, and the process that serves it while there is one."""

    database: str
    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    starts: int = field(default=0)
    # Where a simulated clock begins, if time is to stand still.
    clock: str | None = None
    # What the test sets beside the settings that all tests have.
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def environment(self) -> dict[str, str]:
        """The settings of the test, and none of the caller's."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PIZZAMAMA_")}
        return inherited | {
            "PIZZAMAMA_DATABASE": self.database,
            "PIZZAMAMA_PORT": str(self.port),
            "PIZZAMAMA_SECRET": "the browser tests share one secret!!",
            "PIZZAMAMA_CHANGES_PER_MINUTE": "100000",
            "PIZZAMAMA_READS_PER_MINUTE": "1000000",
            "PIZZAMAMA_RATES": "costly.guest=100000,costly.staff=100000",
            "PIZZAMAMA_SIGN_INS_PER_MINUTE": "10000",
            "PIZZAMAMA_POSTGRES_CONNECTIONS": "6",
        } | self.settings

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the program on the server's database."""
        return subprocess.run(
            [str(BINARY), *words], env=self.environment(), cwd=self.folder, capture_output=True, text=True, timeout=60
        )

    def start(self) -> None:
        """Starts it and waits until it is ready; a second start takes the same port."""
        self.starts += 1
        output = self.folder / f"output-{self.starts}.txt"
        with output.open("wb") as stdout, self.log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", *(["--simulated-clock", self.clock] if self.clock else [])], env=self.environment(), cwd=self.folder, stdout=stdout, stderr=stderr
            )
        wait_until(lambda: self._has_opened(output), f"the shop opens; see {output} and {self.log}")
        wait_until(self._is_ready, "/readyz answers 200")

    def _has_opened(self, output: Path) -> bool:
        assert self.process is not None and self.process.poll() is None, f"the server ended: {self.log.read_text()}"
        for line in output.read_text().splitlines():
            _, found, address = line.partition("The shop is open at ")
            if found:
                self.port = urlsplit(address.strip()).port or 0
                return True
        return False

    def _is_ready(self) -> bool:
        try:
            return self.send("GET", "/readyz")[0] == 200
        except OSError:
            return False

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Ends the process by its id and waits for it; nobody who listens to a stream may hold it up."""
        if self.process is None:
            return
        self.process.send_signal(number)
        self.process.wait(MOST_SECONDS_TO_STOP)
        self.process = None

    def send(
        self, method: str, path: str, body: object | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request by the standard library, without a browser."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            more = {"Content-Type": "application/json"} if body is not None else {}
            payload = json.dumps(body) if body is not None else None
            connection.request(method, path, body=payload, headers=more | (headers or {}))
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def bearer(self, sign_in: str) -> str:
        """A token of somebody of the demo's staff."""
        status, _, body = self.send("POST", "/api/v1/session", {"sign_in": sign_in, "password": PASSWORD})
        assert status == 201, body
        return str(json.loads(body)["token"])

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        """What the database answers to a statement, as text; a change is made for good."""
        if self.database.startswith("sqlite:"):
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:"))) as connection:
                found = [tuple(str(value) for value in row) for row in connection.execute(statement)]
                connection.commit()
                return found
        words = ["psql", "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.database, "-c", statement]
        answer = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60)
        return [tuple(row) for row in csv.reader(io.StringIO(answer.stdout))]

    def complaints(self, since: int = 0) -> list[str]:
        """What the log has of errors and of answers of 500 and more, from the byte `since` on."""
        text = self.log.read_bytes()[since:].decode("utf-8", "replace")
        lines = [line for line in text.splitlines() if line.strip()]
        return [line for line in lines if '"level":"error"' in line or '"level":"critical"' in line or '"status":"5' in line]


def _psql(url: str, statement: str) -> None:
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement], check=True, timeout=60)


@contextmanager
def _postgres_database(administrator: str) -> Iterator[str]:
    name = f"browser_{uuid.uuid4().hex}"
    _psql(administrator, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(administrator)._replace(path=f"/{name}"))
    finally:
        _psql(administrator, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:{folder / 'shop.db'}"
    else:
        with _postgres_database(os.environ["PIZZAMAMA_TEST_POSTGRES"]) as url:
            yield url


@contextmanager
def demo_server(engine: str, folder: Path) -> Iterator[Server]:
    """A running shop with the demo's data, on an empty database of the engine; both are gone afterwards."""
    assert BINARY.is_file(), f"there is no program at {BINARY}: swift build --product pizzamama"
    with database(engine, folder) as place:
        server = Server(place, folder)
        made = server.command("demo")
        assert made.returncode == 0, made.stderr
        try:
            server.start()
            yield server
        finally:
            server.stop()
