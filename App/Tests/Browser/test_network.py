"""What people see when the network between them and the shop goes wrong."""

from __future__ import annotations

import shop
from conftest import Open, Witness
from playwright.sync_api import Page, expect
from servers import Server
from test_journey import accept_by_program
from wire import Wire, wire_to


def _through(wire: Wire, page: Page) -> str:
    return page.url.replace(f":{page.url.split(':')[2].split('/')[0]}", f":{wire.port}")


def test_a_stream_that_dies_without_a_word_is_opened_anew(one_server: Server, open_page: Open, witness: Witness) -> None:
    witness.allow("ERR_", "[object Event]")
    page = open_page(one_server)
    name = shop.place_quickly(page)
    with wire_to(one_server) as wire:
        board = open_page(one_server, "desk")
        board.clock.install()
        shop.sign_in(board, at=f"http://127.0.0.1:{wire.port}/kitchen")
        expect(shop.ticket(board, name)).to_have_count(1)
        before = wire.connections
        wire.freeze()
        missed = shop.place_quickly(page)
        expect(board.locator(".connection-lost")).to_be_hidden()
        # A minute of silence. Real ones are heard each fifteen seconds, and none has come through.
        board.clock.fast_forward(61_000)
        expect(board.locator(".connection-lost")).to_be_visible()
        assert shop.ticket(board, missed).count() == 0
        wire.thaw()
        board.clock.run_for(5_000)
        expect(shop.ticket(board, missed)).to_have_count(1)
        expect(board.locator(".connection-lost")).to_be_hidden()
        assert wire.connections > before


def test_an_answer_of_the_proxy_takes_nobodys_place(one_server: Server, open_page: Open, witness: Witness) -> None:
    witness.allow("ERR_", "[object Event]", "502", "Response Status Error")
    page = open_page(one_server)
    name = shop.place_quickly(page)
    with wire_to(one_server) as wire:
        page.goto(_through(wire, page))
        board = open_page(one_server, "desk")
        shop.sign_in(board, at=f"http://127.0.0.1:{wire.port}/kitchen")
        expect(shop.ticket(board, name)).to_have_count(1)
        wire.answer_itself(True)
        board.evaluate("htmx.trigger('#board', 'live-refresh')")
        page.evaluate("htmx.trigger('#order-live', 'live-refresh')")
        for shown in (board, page):
            expect(shown.locator(".connection-lost")).to_be_visible()
            expect(shown.get_by_text("502 Bad Gateway")).to_have_count(0)
        expect(shop.ticket(board, name)).to_have_count(1)
        shop.expect_steps_done(page, 0)
        wire.answer_itself(False)
        accept_by_program(one_server, name)
        shop.expect_steps_done(page, 1)
        shop.expect_column(board, name, "accepted")
        expect(page.locator(".connection-lost")).to_be_hidden()


def test_a_press_that_the_network_swallows_is_said(one_server: Server, open_page: Open, witness: Witness) -> None:
    witness.allow("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    page = open_page(one_server)
    page.goto("/menu")
    button = page.locator("article.dish form.dish-add button").first
    page.context.set_offline(True)
    button.click()
    expect(page.locator("#flash [role=alert]")).to_have_text("La rete non risponde: non è cambiato niente. Riprova tra un momento.")
    page.context.set_offline(False)
    button.click()
    expect(page.locator("#flash .toast-note")).to_be_visible()
    expect(page.locator("#flash [role=alert]")).to_have_count(0)
