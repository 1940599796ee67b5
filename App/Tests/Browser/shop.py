"""What people do in the shop and at its board, step by step, as the journeys do it."""

from __future__ import annotations

import re
import uuid
from typing import Literal

from playwright.sync_api import Locator, Page, expect
from servers import PASSWORD

Mode = Literal["delivery", "pickup"]
# The steps of the board: the resource of each, and the column in which the ticket is afterwards.
DELIVERY_WAY = ("accepted", "preparing", "ready", "out", "delivered")
PICKUP_WAY = ("accepted", "preparing", "ready", "delivered")


def new_name() -> str:
    """A customer whom nobody else has in common with this test."""
    return f"Prova {uuid.uuid4().hex[:8]}"


def cents(text: str) -> int:
    """The amount in a text such as `12,50 €` or `€12.50`."""
    digits = re.search(r"(\d+)[.,](\d\d)", text)
    assert digits, f"there is no amount in {text!r}"
    return int(digits[1]) * 100 + int(digits[2])


def quick_add(page: Page, slug: str = "margherita") -> None:
    """Puts a dish into the cart from the menu, by its button."""
    page.goto("/menu")
    dish = page.locator("article.dish", has=page.locator(f'h3 a[href="/menu/{slug}"]'))
    dish.locator("form.dish-add button").click()
    # With scripts the page says so; without, the cart is shown.
    expect(page.locator("#flash .toast-note, .cart-lines").first).to_be_visible()


def build_half_and_half(page: Page) -> None:
    """Two recipes on one pizza, one topping less and one more; the price and the drawing follow each choice."""
    page.goto("/menu/margherita")
    page.locator(".section-tabs button").nth(1).click()
    expect(page.locator("fieldset.section-panel")).to_have_count(2)
    drawing, price = page.locator(".stage-picture"), page.locator(".builder-price")
    whole = drawing.inner_html()
    second = page.locator("#recipe-1")
    second.select_option(label="Diavola")
    expect(drawing).not_to_have_js_property("innerHTML", whole)
    halves = drawing.inner_html()
    page.locator("fieldset.section-panel").nth(0).locator(".topping label.pill").first.click()
    expect(drawing).not_to_have_js_property("innerHTML", halves)
    before = cents(price.inner_text())
    add_extra(page, 1)
    expect(price).not_to_have_text(re.compile(rf"{before // 100}[.,]{before % 100:02}"))
    assert cents(price.inner_text()) > before


def add_extra(page: Page, section: int) -> None:
    """Ticks the first extra of a section that there is today."""
    extras = page.locator("fieldset.section-panel").nth(section).locator("details.extras")
    extras.locator("summary").click()
    extras.locator("label.check:has(input:enabled)").first.click()


def choose_mode(page: Page, mode: Mode) -> None:
    page.locator(f'label.choice:has(input[name=mode][value="{mode}"])').click()


def choose_time(page: Page, mode: Mode) -> None:
    """A time on a later day, so that the hour at which the test runs does not matter."""
    day = page.locator(f"fieldset.for-{mode} details.slot-day").nth(1)
    if day.get_attribute("open") is None:
        day.locator("summary").click()
    day.locator("label.slot:not(.is-full)").first.click()


def fill_address(page: Page) -> None:
    page.locator("#address-street").fill("Via Roma")
    page.locator("#address-number").fill("7")
    page.locator("#address-postcode").fill("40999")
    page.locator("#address-bell").fill("Rossi")


def ask_for_quote(page: Page, mode: Mode) -> None:
    """From the cart through how, where and when."""
    page.goto("/cart")
    page.locator('a[href="/checkout"]').click()
    choose_mode(page, mode)
    if mode == "delivery":
        fill_address(page)
    choose_time(page, mode)
    page.locator("form.checkout-form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/quotes/"))


def fill_customer(page: Page, name: str) -> Locator:
    """Who it is for; gives the button that orders."""
    page.locator("#order-name").fill(name)
    page.locator("#order-phone").fill("+39 333 123 4567")
    return page.locator('form[action="/orders"] button.btn-primary')


def order(page: Page, name: str, mode: Mode) -> None:
    """From a full cart to the page of the order."""
    ask_for_quote(page, mode)
    fill_customer(page, name).click()
    page.wait_for_url(re.compile(r"/orders/"))


def place_quickly(page: Page, mode: Mode = "pickup") -> str:
    """An order of two pizzas, enough for the smallest delivery; gives the customer's name."""
    name = new_name()
    for slug in ("margherita", "diavola"):
        quick_add(page, slug)
    order(page, name, mode)
    return name


def sign_in(page: Page, who: str = "bea", at: str = "/kitchen") -> None:
    """Signs somebody of the demo's staff in on the way to a page, and is there afterwards."""
    page.goto(at)
    page.wait_for_url(re.compile(r"/session/new"))
    page.locator("#sign_in").fill(who)
    page.locator("#password").fill(PASSWORD)
    page.locator('form[action$="/session"] button').click()
    page.wait_for_url(re.compile(rf"{re.escape(at)}$"))


def ticket(board: Page, name: str) -> Locator:
    """The ticket of a customer, wherever it is on the board."""
    return board.locator("article.ticket", has_text=name)


def expect_column(board: Page, name: str, state: str) -> None:
    column = board.locator(f'section.board-column[data-state="{state}"]')
    expect(column.locator("article.ticket", has_text=name)).to_have_count(1)
    expect(ticket(board, name)).to_have_count(1)


def expect_steps_done(page: Page, count: int) -> None:
    """How many steps of its way the order has behind it, on the customer's page."""
    expect(page.locator("ol.timeline li.is-done")).to_have_count(count)
    expect(page.locator('ol.timeline li[aria-current="step"]')).to_have_count(1)
