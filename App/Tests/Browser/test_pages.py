"""Every page at both sizes, light and dark: accessible, as wide as the screen, named, and in order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shop
from axe_playwright_python.sync_playwright import Axe
from conftest import Open, Scheme, Size, Witness
from playwright.sync_api import Page, expect
from servers import Server

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320


@dataclass(frozen=True)
class View:
    """A page and how one gets there."""

    name: str
    reach: Callable[[Page], None]
    status: int = 200


def at(address: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.goto(address)

    return reach


def as_staff(address: str, who: str = "mama") -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        shop.sign_in(page, who)
        page.goto(address)

    return reach


def with_cart(address: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        shop.quick_add(page, "diavola")
        expect(page.locator("#flash .toast-note")).to_be_visible()
        page.goto(address)

    return reach


def confirm(page: Page) -> None:
    with_cart("/cart")(page)
    shop.ask_for_quote(page, "pickup")


def refused_checkout(page: Page) -> None:
    with_cart("/checkout")(page)
    shop.choose_mode(page, "delivery")
    shop.fill_address(page)
    page.locator("#address-street").fill("Via che non esiste")
    shop.choose_time(page, "delivery")
    page.locator("form.checkout-form button.btn-primary").click()
    expect(page.locator(".alert-error")).to_be_visible()
    # What was typed and chosen is still there to be seen.
    expect(page.locator("fieldset.for-delivery label.slot:has(input:checked)")).to_be_visible()
    expect(page.locator("#address-street")).to_have_value("Via che non esiste")


def order_in(*steps: str) -> Callable[[Page], None]:
    """The page of an order after some steps of the board."""

    def reach(page: Page) -> None:
        name = shop.place_quickly(page)
        address = page.url
        shop.sign_in(page)
        for state in steps:
            shop.ticket(page, name).locator("button.act-primary").click()
            shop.expect_column(page, name, state)
        page.goto(address)
        shop.expect_steps_done(page, len(steps))

    return reach


def withdrawn_order(page: Page) -> None:
    shop.place_quickly(page)
    page.locator("details.order-withdraw summary").click()
    page.locator("details.order-withdraw button").click()
    expect(page.locator("#order-live .alert-error")).to_be_visible()


def ticket_print(page: Page) -> None:
    shop.sign_in(page)
    order = page.locator("article.ticket").first.get_attribute("data-order")
    page.goto(f"/kitchen/orders/{order}/ticket")


def first_zone(page: Page) -> None:
    as_staff("/delivery-zones")(page)
    page.locator("a.row-link").first.click()
    expect(page.locator(".map-handle.is-corner").first).to_be_visible()


def failed_sign_in(page: Page) -> None:
    page.goto("/session/new")
    page.locator("#sign_in").fill("bea")
    page.locator("#password").fill("not her password")
    page.locator('form[action="/session"] button').click()
    expect(page.locator(".alert-error")).to_be_visible()


def member(page: Page) -> None:
    as_staff("/staff")(page)
    page.get_by_role("link", name="Bea").click()
    page.wait_for_url(re.compile(r"/staff/[0-9a-f-]{36}$"))


def refused_member(page: Page) -> None:
    as_staff("/staff/new")(page)
    page.locator("#name").fill("Beatrice")
    page.locator("#sign_in").fill("bea")
    page.locator("#password").fill("a long password")
    page.locator('select[name="roles.0.role"]').select_option("counter")
    page.locator('form[action="/staff"] button').click()
    expect(page.locator("#sign_in-problem")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Beatrice")


def device_code(page: Page) -> None:
    as_staff("/devices")(page)
    page.locator("#name").fill(shop.new_name())
    page.locator('form[action="/devices"] button').click()
    expect(page.locator(".office-code")).to_have_text(re.compile(r"^\d{4} \d{4}$"))


def refused_pairing(page: Page) -> None:
    page.goto("/devices/pairing")
    page.locator("#code").fill("0000 0000")
    page.locator('form[action="/devices/pairing"] button').click()
    expect(page.locator("#code-problem")).to_be_visible()


def new_key(page: Page) -> None:
    as_staff("/keys")(page)
    page.locator("#name").fill("Cassa")
    page.locator('input[name="permissions"]').first.check()
    page.locator('form[action="/keys"] button').click()
    expect(page.locator(".office-key")).to_have_value(re.compile(r"^pm_[a-z0-9]{8}_.{43}$"))


VIEWS = [
    View("menu", at("/menu")),
    View("menu-filtered", at("/menu?text=mozzarella&vegetarian=1")),
    View("menu-nothing-found", at("/menu?text=zzzzzz")),
    View("product", at("/menu/acqua-naturale")),
    View("builder", at("/menu/margherita")),
    View("builder-2", at("/menu/margherita?parts=2")),
    View("builder-3", at("/menu/margherita?parts=3")),
    View("builder-4", at("/menu/margherita?parts=4")),
    View("cart-empty", at("/cart")),
    View("cart", with_cart("/cart")),
    View("menu-with-cart", with_cart("/menu")),
    View("checkout", with_cart("/checkout")),
    View("checkout-refused", refused_checkout),
    View("confirm", confirm),
    View("order-placed", order_in()),
    View("order-accepted", order_in("accepted")),
    View("order-preparing", order_in("accepted", "preparing")),
    View("order-ready", order_in("accepted", "preparing", "ready")),
    View("order-delivered", order_in("accepted", "preparing", "ready", "delivered")),
    View("order-withdrawn", withdrawn_order),
    View("not-found", at("/menu/there-is-no-such-dish"), status=404),
    View("sign-in", at("/session/new")),
    View("sign-in-refused", failed_sign_in),
    View("board", as_staff("/kitchen", "bea")),
    View("board-empty", as_staff("/kitchen?station=none", "bea")),
    View("ticket-print", ticket_print),
    View("availability", as_staff("/kitchen/availability")),
    View("staff", as_staff("/staff")),
    View("staff-new", as_staff("/staff/new")),
    View("staff-member", member),
    View("staff-refused", refused_member),
    View("devices", as_staff("/devices")),
    View("device-code", device_code),
    View("pairing", at("/devices/pairing")),
    View("pairing-refused", refused_pairing),
    View("keys", as_staff("/keys")),
    View("key-once", new_key),
    View("account", as_staff("/account")),
    View("shop-profile", as_staff("/shop")),
    View("hours", as_staff("/opening-hours")),
    View("hours-new", as_staff("/opening-hours/new")),
    View("special-days", as_staff("/special-days")),
    View("special-day-new", as_staff("/special-days/new")),
    View("breaks-empty", as_staff("/breaks")),
    View("stations", as_staff("/stations")),
    View("zones", as_staff("/delivery-zones")),
    View("zone", first_zone),
    View("zones-import", as_staff("/delivery-zones/import")),
    View("streets", as_staff("/street-table")),
    View("streets-import", as_staff("/street-table/import")),
    View("api", at("/api")),
]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the screenshots go: PIZZAMAMA_SHOTS keeps them."""
    folder = Path(os.environ.get("PIZZAMAMA_SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_page(
    one_server: Server, open_page: Open, witness: Witness, pictures: Path, view: View, size: Size
) -> None:
    page = open_page(one_server, size)
    # A page that says no is what these three are about.
    witness.allow("404", "401 ", "409 ", "422 ", "status of 401", "status of 409", "status of 422") if _says_no(view) else None
    view.reach(page)
    problems = head_problems(page)
    for scheme in ("light", "dark"):
        problems += scheme_problems(page, view, size, scheme, pictures)
    problems += width_problems(page)
    assert problems == []


def test_office_navigation_names_where_it_leads(one_server: Server, open_page: Open) -> None:
    """Each link has the page's own name, and the page of the link is marked."""
    page = open_page(one_server, "desk")
    shop.sign_in(page, "mama")
    page.goto("/account")
    addresses = [link.get_attribute("href") or "" for link in page.locator(".office-nav a").all()]
    half = len(addresses) // 2
    # Once beside the page, and once in the sheet of a phone.
    assert addresses[:half] == addresses[half:]
    assert addresses[:4] == ["/office", "/kitchen", "/kitchen/availability", "/stores"]
    assert {"/shop", "/opening-hours", "/delivery-zones", "/staff", "/account", "/jobs"} <= set(addresses)
    page.locator('.office-side a[href="/staff"]').click()
    current = page.locator('.office-side a[aria-current="page"]')
    expect(current).to_have_text(page.locator("h1").inner_text())


def _says_no(view: View) -> bool:
    return view.status != 200 or view.name.endswith("-refused")


def head_problems(page: Page) -> list[str]:
    """A language, a title of its own, one heading of the first order."""
    problems = []
    if page.locator("html").get_attribute("lang") not in ("it", "en"):
        problems.append("no lang attribute")
    if not re.search(r".+ · .+", page.title()):
        problems.append(f"title {page.title()!r}")
    if (headings := page.locator("h1").count()) != 1:
        problems.append(f"{headings} headings of the first order")
    return problems


def scheme_problems(page: Page, view: View, size: Size, scheme: Scheme, pictures: Path) -> list[str]:
    """What axe finds that is serious, after a picture was taken."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.screenshot(path=pictures / f"{view.name}--{size}--{scheme}.png", full_page=True)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [f"{scheme}: {_sentence(rule)}" for rule in found if rule["impact"] in ("serious", "critical")]


def _sentence(rule: dict[str, Any]) -> str:
    nodes = [f"{node['target'][0]} ({(node.get('failureSummary') or '').splitlines()[1:2]})" for node in rule["nodes"][:4]]
    return f"{rule['id']} x{len(rule['nodes'])}: {'; '.join(nodes)}"


def width_problems(page: Page) -> list[str]:
    """Whether the page scrolls sideways, at its own width and at the narrowest."""
    size = page.viewport_size
    assert size is not None
    problems = []
    for width in {size["width"], NARROWEST}:
        page.set_viewport_size({"width": width, "height": size["height"]})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            problems.append(f"at {width} the page is {over} wider than the screen: {page.evaluate(TOO_WIDE)}")
    return problems


# The innermost elements that stick out to the right, except in boxes that scroll by themselves.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1);
  const scrolls = e => e && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  return out.filter(e => !scrolls(e.parentElement)).slice(-5).map(e => e.tagName + '.' + e.className);
}"""
