"""The process is killed while customers order: whatever was acknowledged is there once, and the data is whole."""

from __future__ import annotations

import http.client
import json
import random
import re
import signal
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from servers import PATIENCE, Server

CLIENTS = 8
SECONDS = 8.0
# How long the server lives between two deaths.
BETWEEN = (0.2, 1.2)


@dataclass
class Customer:
    """Orders again and again; what got no answer is sent again, the order under the same key, until it has one."""

    server: Server
    number: int
    product: str
    until: float
    cookie: str = ""
    placed: dict[str, dict[str, Any]] = field(default_factory=dict)
    repeats: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    retried: int = 0
    failure: str = ""

    def run(self) -> None:
        random_times = random.Random(self.number)
        count = 0
        try:
            while time.monotonic() < self.until:
                count += 1
                self._order_once(f"crash-{self.number}-{count}", random_times)
        except AssertionError as failure:
            self.failure = str(failure)

    def _order_once(self, key: str, random_times: random.Random) -> None:
        self.cookie = ""
        status, headers, body = self.insist("POST", "/api/v1/cart/lines", {"product": self.product}, "")
        assert status == 201, body
        self.cookie = headers["set-cookie"].partition(";")[0]
        wish = {"mode": "pickup", "wanted_from": random_times.choice(self._free_times())}
        status, _, body = self.insist("POST", "/api/v1/quotes", wish, "")
        assert status in (201, 409, 422), body
        if status == 201:
            self._place(key, json.loads(body)["id"])

    def _place(self, key: str, quote: str) -> None:
        order = {"quote": quote, "name": key, "phone": "+39 333 123 4567", "payment": "cash"}
        status, _, body = self.insist("POST", "/api/v1/orders", order, key)
        # Others may have taken the last place of the time.
        assert status in (201, 409), body
        if status == 201:
            self.placed[key] = json.loads(body)
            self.repeats[key] = (self.cookie, order)

    def _free_times(self) -> list[str]:
        page = self.insist("GET", "/checkout", None, "")[2].decode()
        times = re.findall(r'name="wanted_from" value="([^"]+)">', page)
        assert times, "the checkout offers no time"
        return times

    def insist(self, method: str, path: str, body: object | None, key: str) -> tuple[int, dict[str, str], bytes]:
        """Sends until there is an answer; a server that starts or ends may say 503."""
        headers = ({"Cookie": self.cookie} if self.cookie else {}) | ({"Idempotency-Key": key} if key else {})
        pause, deadline = threading.Event(), time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = self.server.send(method, path, body, headers)
                if answer[0] != 503:
                    return answer
            except (OSError, http.client.HTTPException):
                self.retried += 1
            pause.wait(0.02)
        raise AssertionError(f"{method} {path}: no answer within {PATIENCE} s")


def test_acknowledged_orders_survive_kills(own_server: Server) -> None:
    until = time.monotonic() + SECONDS
    customers = [Customer(own_server, number, _product(own_server), until) for number in range(CLIENTS)]
    threads = [threading.Thread(target=customer.run) for customer in customers]
    for thread in threads:
        thread.start()
    kills = _kill_until(own_server, until)
    for thread in threads:
        thread.join(PATIENCE)
    assert [customer.failure for customer in customers if customer.failure] == []
    acknowledged = {key: order["id"] for customer in customers for key, order in customer.placed.items()}
    # Nothing was tested if nothing was placed, nobody died, or nobody noticed.
    assert len(acknowledged) >= CLIENTS and kills >= 3 and sum(customer.retried for customer in customers) > 0
    stored = own_server.rows("SELECT id, customer FROM orders WHERE customer LIKE 'crash-%' ORDER BY customer")
    assert sorted(name for _, name in stored) == sorted(acknowledged)
    _repeat_everything(customers)
    verified = own_server.command("verify")
    assert verified.returncode == 0, verified.stdout


def _product(server: Server) -> str:
    found = re.search(rb'name="product" value="([^"]+)"', server.send("GET", "/menu/margherita")[2])
    assert found
    return found[1].decode()


def _kill_until(server: Server, until: float) -> int:
    """Kills the server at random moments and starts it again; gives how often."""
    moments, pause, kills = random.Random(7), threading.Event(), 0
    while time.monotonic() < until:
        pause.wait(moments.uniform(*BETWEEN))
        server.stop(signal.SIGKILL)
        server.start()
        kills += 1
    return kills


def _repeat_everything(customers: list[Customer]) -> None:
    """A customer who asks once more is told of the same order."""
    for customer in customers:
        for key, (cookie, order) in customer.repeats.items():
            customer.cookie = cookie
            status, _, body = customer.insist("POST", "/api/v1/orders", order, key)
            assert (status, json.loads(body)) == (201, customer.placed[key])
