"""More than one: two processes on one database, a second shop of one owner, another owner's shop in the same process."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import shop
from conftest import Open, Witness, needs
from playwright.sync_api import Page, expect
from servers import Server, demo_server, wait_until

OTHER_HOST = "altra.example"


@pytest.fixture
def two_servers(tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes that serve one shop on one PostgreSQL."""
    needs("postgres")
    with demo_server("postgres", tmp_path) as first:
        folder = tmp_path / "second"
        folder.mkdir()
        second = Server(first.database, folder)
        try:
            second.start()
            yield first, second
        finally:
            second.stop()
            assert second.complaints() == []
            assert first.complaints() == []


def dish(page: Page, slug: str = "margherita") -> str:
    return f'article.dish:has(h3 a[href$="/menu/{slug}"])'


def test_what_one_process_changes_the_other_shows(two_servers: tuple[Server, Server], open_page: Open) -> None:
    first, second = two_servers
    page, board, shelf = open_page(first), open_page(second, "desk"), open_page(second, "desk")
    shop.sign_in(board)
    shop.sign_in(shelf, "mama", "/kitchen/availability")
    page.goto("/menu")
    margherita = page.locator(dish(page))
    expect(margherita).not_to_have_class(re.compile("is-sold-out"))
    # The menu: sold out in one process, on an open page of the other without a step of the customer.
    switch = shelf.locator("li.switch", has_text=re.compile(r"^\s*Margherita\b")).first
    switch.locator("button").click()
    expect(margherita).to_have_class(re.compile("is-sold-out"))
    shelf.locator("li.switch.is-sold-out button").first.click()
    expect(margherita).not_to_have_class(re.compile("is-sold-out"))
    # An order of one process on the board of the other, and each step back again.
    name = shop.place_quickly(page)
    for done, state in enumerate(shop.PICKUP_WAY, start=1):
        shop.expect_column(board, name, "placed" if done == 1 else shop.PICKUP_WAY[done - 2])
        shop.ticket(board, name).locator("button.act-primary").click()
        shop.expect_column(board, name, state)
        shop.expect_steps_done(page, done)
    # A pause of one holds in the other.
    board.locator("form.pause-form button").click()
    board.wait_for_load_state()
    expect(board.locator("form.pause-form.is-paused")).to_be_visible()
    wait_until(lambda: is_paused(first) and is_paused(second), "the pause holds in both")
    board.locator("form.pause-form.is-paused button").click()
    expect(board.locator("form.pause-form.is-paused")).to_have_count(0)
    wait_until(lambda: not is_paused(first) and not is_paused(second), "the pause is over in both")
    assert second.command("verify").returncode == 0


def is_paused(server: Server) -> bool:
    status, _, body = server.send("GET", "/api/v1/store")
    assert status == 200
    return all(mode["paused_for"] is not None for mode in json.loads(body)["modes"])


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_second_shop_is_opened_and_sold_from(own_server: Server, open_page: Open, size: str) -> None:
    office = open_page(own_server, size)
    shop.sign_in(office, "mama", "/stores")
    for name, value in {"name": "Mare", "slug": "mare", "address": "Lungomare 2, Porto Lido", "phone": "+39 0541 123456"}.items():
        office.locator(f"#shop-{name}").fill(value)
    office.locator('form.office-form button.btn-primary').click()
    expect(office.locator('a[href="/s/mare/menu"]')).to_be_visible()
    page, board, other = open_page(own_server, size), open_page(own_server, "desk"), open_page(own_server, "desk")
    shop.sign_in(board, "mama", "/s/mare/kitchen")
    shop.sign_in(other, "mama", "/kitchen")
    page.goto("/s/mare/menu")
    page.locator(f"{dish(page)} form.dish-add button").click()
    expect(page.locator("#flash .toast-note, .cart-lines").first).to_be_visible()
    page.goto("/s/mare/cart")
    page.locator('a[href="/s/mare/checkout"]').click()
    shop.choose_mode(page, "pickup")
    shop.choose_time(page, "pickup")
    page.locator("form.checkout-form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/s/mare/quotes/"))
    name = shop.new_name()
    page.locator("#order-name").fill(name)
    page.locator("#order-phone").fill("+39 333 123 4567")
    page.locator('form[action="/s/mare/orders"] button.btn-primary').click()
    page.wait_for_url(re.compile(r"/s/mare/orders/"))
    shop.expect_column(board, name, "placed")
    expect(shop.ticket(other, name)).to_have_count(0)
    other.reload()
    expect(shop.ticket(other, name)).to_have_count(0)
    for done, state in enumerate(shop.PICKUP_WAY, start=1):
        shop.ticket(board, name).locator("button.act-primary").click()
        shop.expect_column(board, name, state)
        shop.expect_steps_done(page, done)
    assert own_server.rows("SELECT slug FROM stores JOIN orders ON orders.store_id = stores.id WHERE customer = "
                           f"'{name}'") == [("mare",)]
    # The first order of a shop has its first number, whatever numbers another shop has given.
    assert own_server.rows(f"SELECT number FROM order_numbers JOIN orders ON id = order_id WHERE customer = '{name}'") == [("1",)]
    assert own_server.command("verify").returncode == 0


def test_an_address_that_is_taken_is_refused_beside_its_field(
    one_server: Server, open_page: Open, witness: Witness
) -> None:
    witness.allow("422")
    office = open_page(one_server)
    shop.sign_in(office, "mama", "/stores")
    stores = len(one_server.rows("SELECT id FROM stores"))
    for name, value in {"name": "Ancora", "slug": "UNA!", "address": "Via Roma 1", "phone": "123456"}.items():
        office.locator(f"#shop-{name}").fill(value)
    office.locator('form.office-form button.btn-primary').click()
    expect(office.locator("#shop-slug")).to_have_attribute("aria-invalid", "true")
    expect(office.locator("#shop-name")).to_have_value("Ancora")
    assert len(one_server.rows("SELECT id FROM stores")) == stores


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_another_owner_beside_in_the_same_process(engine: str, tmp_path: Path) -> None:
    needs(engine)
    with demo_server(engine, tmp_path) as server:
        server.stop()
        tenants = tmp_path / "tenants"
        place = f"sqlite:{tmp_path / 'altra.db'}" if engine == "sqlite" else "schema:altra"
        tenants.write_text(f"# who else is here\n{OTHER_HOST} {place}\n")
        server.settings["PIZZAMAMA_TENANTS"] = str(tenants)
        made = server.command("demo", "--tenant", OTHER_HOST)
        assert made.returncode == 0, made.stderr
        server.start()
        there = {"Host": f"{OTHER_HOST}:{server.port}"}
        mama = {"Authorization": f"Bearer {server.bearer('mama')}"}
        diavola = next(item["id"] for item in menu(server, {})["products"] if item["slug"] == "diavola")
        assert server.send("PUT", f"/api/v1/products/{diavola}/sold-out", {}, mama)[0] == 200
        sold_out = [{item["slug"] for item in menu(server, head)["products"] if not item["available"]}
                    for head in ({}, there)]
        assert sold_out == [{"diavola"}, set()]
        # A session of one is nobody to the other, and a host that nobody has is the first one's.
        assert server.send("GET", "/api/v1/account", headers=mama)[0] == 200
        assert server.send("GET", "/api/v1/account", headers=mama | there)[0] == 401
        here, beside = carts(server), carts(*_other(server, engine, tmp_path))
        assert server.send("POST", "/api/v1/cart/lines", {"product": diavola, "quantity": 1}, there)[0] == 201
        assert (carts(server), carts(*_other(server, engine, tmp_path))) == (here, beside + 1)
        if engine == "postgres":
            connections = int(server.rows(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = "
                f"'{urlsplit(server.database).path[1:]}' AND pid <> pg_backend_pid()")[0][0])
            # One pool for both: six connections, and the one that each listens on.
            assert connections <= int(server.environment()["PIZZAMAMA_POSTGRES_CONNECTIONS"]) + 2
        for words in ([], ["--tenant", OTHER_HOST]):
            assert server.command("verify", *words).returncode == 0
        assert server.complaints() == []


def menu(server: Server, head: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    status, _, body = server.send("GET", "/api/v1/menu", headers=head)
    assert status == 200
    return json.loads(body)


def _other(server: Server, engine: str, folder: Path) -> tuple[Server, str]:
    """Where the other owner's tables are: a server that reads them, and what stands before their names."""
    if engine == "sqlite":
        return Server(f"sqlite:{folder / 'altra.db'}", folder), ""
    return server, "altra."


def carts(server: Server, schema: str = "") -> int:
    return int(server.rows(f"SELECT COUNT(*) FROM {schema}carts")[0][0])
