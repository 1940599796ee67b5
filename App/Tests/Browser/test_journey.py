"""From the menu to the door in a real browser, with the kitchen's board beside it."""

from __future__ import annotations

import json
import re

import pytest
import shop
from conftest import Open, Witness
from playwright.sync_api import Page, expect
from servers import Server


def test_search_and_filters_change_the_menu(server: Server, open_page: Open) -> None:
    page = open_page(server)
    page.goto("/menu")
    dishes = page.locator("article.dish")
    all_of_them = dishes.count()
    page.locator("#menu-text").press_sequentially("diavola")
    expect(page.locator("#menu-results .found")).to_be_visible()
    expect(dishes.first.locator("h3")).to_have_text("Diavola")
    assert 0 < dishes.count() < all_of_them
    expect(page).to_have_url(re.compile(r"text=diavola"))
    page.locator("#menu-results .found a").click()
    expect(dishes).to_have_count(all_of_them)
    page.locator("details.filter-panel summary").click()
    page.locator("label.check:has(input[name=vegan])").click()
    expect(page.locator("#menu-results .found")).to_be_visible()
    assert 0 < dishes.count() < all_of_them
    expect(page.locator("article.dish h3", has_text="Diavola")).to_have_count(0)


def test_a_slow_click_on_what_was_found_counts(one_server: Server, open_page: Open) -> None:
    """Leaving the search field must not draw the results anew: the button would be gone before the finger is up."""
    page = open_page(one_server, "desk")
    page.goto("/menu")
    page.locator("#menu-text").press_sequentially("diavola")
    expect(page.locator("#menu-results .found")).to_be_visible()
    button = page.locator("article.dish form.dish-add button").first
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_function("document.activeElement.id !== 'menu-text'")
    page.wait_for_load_state("networkidle")
    page.mouse.up()
    expect(page.locator("#flash .toast-note")).to_be_visible()


def test_delivery_from_the_menu_to_the_door(server: Server, open_page: Open) -> None:
    page, board, name = open_page(server), open_page(server, "desk"), shop.new_name()
    shop.sign_in(board)
    expect(board.locator("#board .board-column")).to_have_count(6)
    shop.build_half_and_half(page)
    page.locator(".builder-bar button.btn-primary").click()
    _look_at_cart(page)
    shop.order(page, name, "delivery")
    shop.expect_steps_done(page, 0)
    expect(page.locator(".promise")).to_contain_text("Via Roma")
    # The board hears of it without being loaded again.
    shop.expect_column(board, name, "placed")
    _check_ticket(board, name)
    _undo_once(board, page, name)
    for done, state in enumerate(shop.DELIVERY_WAY, start=1):
        shop.ticket(board, name).locator("button.act-primary").click()
        shop.expect_column(board, name, state)
        shop.expect_steps_done(page, done)


def _look_at_cart(page: Page) -> None:
    """A picture, what changed, allergens, and a number that a thumb can change."""
    page.wait_for_url(re.compile(r"/cart$"))
    line = page.locator("li.cart-line")
    expect(line).to_have_count(1)
    expect(line.locator(".line-picture svg")).to_be_visible()
    expect(line.locator(".line-changes")).to_be_visible()
    expect(line).to_contain_text(re.compile("glutine", re.I))
    one = shop.cents(line.locator(".line-price").inner_text())
    line.locator("button.step").last.click()
    expect(line.locator("input[type=number]")).to_have_value("2")
    expect(line.locator(".line-price")).to_contain_text(f"{2 * one // 100},{2 * one % 100:02}")
    expect(page.locator(".totals-total dd")).to_contain_text(f"{2 * one // 100},{2 * one % 100:02}")


def _check_ticket(board: Page, name: str) -> None:
    """The kitchen reads both halves, what is left out and what is added."""
    ticket = shop.ticket(board, name)
    expect(ticket.locator(".halves .half")).to_have_count(2)
    expect(ticket.locator(".line-changes .removed")).to_have_count(1)
    expect(ticket.locator(".line-changes .added")).to_have_count(1)
    expect(ticket.locator(".quantity")).to_have_text("2×")


def _undo_once(board: Page, page: Page, name: str) -> None:
    shop.ticket(board, name).locator("button.act-primary").click()
    shop.expect_column(board, name, "accepted")
    shop.expect_steps_done(page, 1)
    shop.ticket(board, name).locator("button.act-undo").click()
    shop.expect_column(board, name, "placed")
    shop.expect_steps_done(page, 0)


def test_pickup_until_it_is_handed_over(server: Server, open_page: Open) -> None:
    page, board = open_page(server), open_page(server, "desk")
    shop.sign_in(board)
    name = shop.place_quickly(page, "pickup")
    for done, state in enumerate(shop.PICKUP_WAY, start=1):
        shop.ticket(board, name).locator("button.act-primary").click()
        shop.expect_column(board, name, state)
        shop.expect_steps_done(page, done)
    expect(page.locator("ol.timeline li")).to_have_count(5)


def test_refusal_tells_the_customer_why(server: Server, open_page: Open) -> None:
    page, board = open_page(server), open_page(server, "desk")
    shop.sign_in(board)
    name = shop.place_quickly(page)
    ticket = shop.ticket(board, name)
    ticket.locator("details.refuse-panel summary").click()
    reason = ticket.locator("details.refuse-panel button").first
    expect(reason).to_have_text("Troppo lavoro in cucina")
    reason.click()
    expect(shop.ticket(board, name)).to_have_count(0)
    expect(page.locator("#order-live .alert-error")).to_contain_text("In questo momento la cucina non ce la fa.")
    expect(page.locator("ol.timeline")).to_have_count(0)


def test_journey_without_scripts(server: Server, open_page: Open) -> None:
    page, board, name = open_page(server, scripts=False), open_page(server, "desk", scripts=False), shop.new_name()
    page.goto("/menu/margherita?parts=2")
    page.locator("#recipe-1").select_option(label="Diavola")
    page.locator("noscript button").click()
    expect(page.locator("fieldset.section-panel").nth(1)).to_contain_text(re.compile("salame", re.I))
    page.locator("fieldset.section-panel").nth(0).locator(".topping label.pill").first.click()
    page.locator(".builder-bar button.btn-primary").click()
    page.wait_for_url(re.compile(r"/cart$"))
    page.locator("li.cart-line input[type=number]").fill("3")
    page.locator("li.cart-line button.no-script").click()
    expect(page.locator("li.cart-line input[type=number]")).to_have_value("3")
    shop.order(page, name, "delivery")
    shop.expect_steps_done(page, 0)
    shop.sign_in(board)
    shop.expect_column(board, name, "placed")
    shop.ticket(board, name).locator("button.act-primary").click()
    shop.expect_column(board, name, "accepted")
    page.reload()
    shop.expect_steps_done(page, 1)


def test_journey_in_english(server: Server, open_page: Open) -> None:
    page = open_page(server)
    page.goto("/menu")
    expect(page.locator("html")).to_have_attribute("lang", "it")
    page.locator('form.language-switch button[value="en"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    shop.place_quickly(page, "delivery")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main")).to_contain_text("Delivery")
    expect(page.locator("main")).not_to_contain_text(re.compile("consegna|ordine", re.I))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_double_click_is_one_order(server: Server, open_page: Open, scripts: bool) -> None:
    page, board, name = open_page(server, scripts=scripts), open_page(server, "desk"), shop.new_name()
    shop.quick_add(page)
    shop.ask_for_quote(page, "pickup")
    shop.fill_customer(page, name).dblclick()
    # The second click breaks off the first one's way, which is no fault.
    expect(page).to_have_url(re.compile(r"/orders/."))
    shop.sign_in(board)
    expect(shop.ticket(board, name)).to_have_count(1)
    page.goto("/cart")
    expect(page.locator("li.cart-line")).to_have_count(0)


def test_a_loaded_board_shows_what_a_listening_one_shows(server: Server, open_page: Open) -> None:
    page, board = open_page(server), open_page(server, "desk")
    shop.sign_in(board)
    name = shop.place_quickly(page)
    shop.expect_column(board, name, "placed")
    shop.ticket(board, name).locator("button.act-primary").click()
    shop.expect_column(board, name, "accepted")
    listened = _tickets(board)
    board.reload()
    assert _tickets(board) == listened


def _tickets(board: Page) -> list[tuple[str, str]]:
    """Every ticket with its column, in order."""
    columns = board.locator("section.board-column")
    return [
        (column.get_attribute("data-state") or "", ticket.get_attribute("data-order") or "")
        for column in columns.all()
        for ticket in column.locator("article.ticket").all()
    ]


def test_page_catches_up_after_a_lost_connection(server: Server, open_page: Open, witness: Witness) -> None:
    page = open_page(server)
    name = shop.place_quickly(page)
    shop.expect_steps_done(page, 0)
    # The last is htmx, which says so on the console when an event stream breaks.
    witness.allow("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "[object Event]")
    server.stop()
    expect(page.locator(".connection-lost")).to_be_visible()
    server.start()
    accept_by_program(server, name)
    shop.expect_steps_done(page, 1)
    expect(page.locator(".connection-lost")).to_be_hidden()


def accept_by_program(server: Server, name: str) -> None:
    """Accepts the order over the API, as a till would."""
    headers = {"Authorization": f"Bearer {server.bearer('bea')}"}
    tickets = json.loads(server.send("GET", "/api/v1/kitchen", None, headers)[2])["tickets"]
    order = next(ticket["order"]["id"] for ticket in tickets if ticket["customer"] == name)
    status, _, body = server.send("PUT", f"/api/v1/kitchen/orders/{order}/acceptance", {}, headers)
    assert status == 200, body
