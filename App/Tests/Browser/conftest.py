"""The shop under test, and browsers that complain about whatever goes wrong in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect, sync_playwright
from servers import Server, demo_server

Size = Literal["phone", "desk"]
Scheme = Literal["light", "dark"]
SIZES: dict[Size, tuple[int, int]] = {"phone": (390, 844), "desk": (1440, 900)}
ENGINES = ("sqlite", "postgres")
# The machine may be busy; a test that passes never waits this long.
TIMEOUT = 20_000
expect.set_options(timeout=TIMEOUT)


def needs(engine: str) -> None:
    """Skips what wants PostgreSQL where there is none."""
    if engine == "postgres" and not os.environ.get("PIZZAMAMA_TEST_POSTGRES"):
        pytest.skip("PIZZAMAMA_TEST_POSTGRES names no server; bin/test-postgres start makes one")


@pytest.fixture(scope="session")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """The shop of this worker on an engine, opened when it is first asked for."""
    with ExitStack() as stack:
        opened: dict[str, Server] = {}

        def shop(engine: str) -> Server:
            if engine not in opened:
                opened[engine] = stack.enter_context(demo_server(engine, tmp_path_factory.mktemp(engine)))
            return opened[engine]

        yield shop


@pytest.fixture(params=ENGINES)
def server(request: pytest.FixtureRequest, shops: Callable[[str], Server]) -> Server:
    """The shop on each engine."""
    needs(request.param)
    return shops(request.param)


@pytest.fixture
def one_server(shops: Callable[[str], Server]) -> Server:
    """The shop for what does not depend on the engine."""
    return shops("sqlite")


@pytest.fixture(params=ENGINES)
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A shop of the test's own, on each engine, for tests that leave it in disorder."""
    needs(request.param)
    with demo_server(request.param, tmp_path) as server:
        yield server


def _chromium() -> str:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "there is no Chromium: bin/setup --test"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's browser; it can look up no other name than this machine's."""
    arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                 "--disable-dev-shm-usage", "--force-color-profile=srgb",
                 "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        # Chromium refuses to run its sandbox as root.
        arguments.append("--no-sandbox")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=_chromium(), args=arguments)
        yield running
        running.close()


@dataclass
class Witness:
    """Remembers what went wrong in every page of a test."""

    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, *texts: str) -> None:
        """Lets pass what contains one of the texts, because the test provokes it."""
        self.allowed += texts

    def watch(self, context: BrowserContext) -> None:
        """Listens to the context and to all its pages."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"uncaught: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy are errors on the console, too.
        if message.type == "error":
            self.problems.append(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            self.problems.append(f"left the machine: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"answer: {response.status} {response.url}")

    def _failed(self, request: Request) -> None:
        # What a page was still loading when it was left is given up.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.problems.append(f"failed: {request.failure} {request.url}")

    @property
    def unexpected(self) -> list[str]:
        return [problem for problem in self.problems if not any(text in problem for text in self.allowed)]


@pytest.fixture
def witness() -> Iterator[Witness]:
    """What went wrong in the pages; the test fails when it is anything that was not allowed."""
    witness = Witness()
    yield witness
    assert witness.unexpected == []


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, witness: Witness) -> Iterator[Open]:
    """Opens a page of a new visitor, at a size, with or without scripts."""
    with ExitStack() as stack:

        def opened(server: Server, size: Size = "phone", scripts: bool = True, scheme: Scheme = "light") -> Page:
            width, height = SIZES[size]
            context = browser.new_context(
                base_url=server.url, viewport={"width": width, "height": height}, has_touch=size == "phone",
                java_script_enabled=scripts, color_scheme=scheme, locale="it-IT", reduced_motion="reduce",
            )
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT)
            witness.watch(context)
            return context.new_page()

        yield opened


@pytest.fixture(autouse=True)
def log_is_clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test makes a server log an error or answer with 500 and more."""
    names = {"server", "one_server", "own_server"} & set(request.fixturenames)
    servers: list[Server] = [request.getfixturevalue(name) for name in sorted(names)]
    sizes = [server.log.stat().st_size for server in servers]
    yield
    for server, size in zip(servers, sizes, strict=True):
        assert server.complaints(size) == []
