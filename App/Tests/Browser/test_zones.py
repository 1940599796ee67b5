"""Zones are drawn and streets brought in by the owner, with a mouse, by keys, on a phone, and without scripts."""

from __future__ import annotations

import json
import re

import shop
from conftest import Open, Witness
from playwright.sync_api import Page, expect
from servers import Server

BOW = '{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.52],[11.32,44.5],[11.3,44.52],[11.3,44.5]]]}'
SQUARE = [[11.3, 44.5], [11.31, 44.5], [11.31, 44.51], [11.3, 44.51], [11.3, 44.5]]


def open_zone(page: Page, name: str) -> None:
    page.goto("/delivery-zones")
    page.locator("a.row-link", has_text=name).click()
    expect(page.locator("h1")).to_be_visible()


def ring(page: Page) -> list[list[float]]:
    """The outer ring in the field of the form."""
    rings: list[list[list[float]]] = json.loads(page.locator("#field-area").input_value())["coordinates"]
    return rings[0]


def area_of(server: Server, name: str) -> str:
    return server.rows(f"SELECT area FROM zones WHERE name = '{name}'")[0][0]


def save(page: Page) -> None:
    page.locator("button[data-save]").click()
    page.wait_for_url(re.compile(r"/delivery-zones\?saved="))


def test_a_corner_is_dragged_and_saved(own_server: Server, open_page: Open) -> None:
    page = open_page(own_server, "desk")
    shop.sign_in(page, "mama")
    open_zone(page, "Centro")
    before = ring(page)
    corners = page.locator(".map-handle.is-corner")
    expect(corners).to_have_count(len(before) - 1)
    box = corners.first.locator(".handle-dot").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y + 10, steps=4)
    page.mouse.move(x - 60, y + 20, steps=4)
    page.mouse.up()
    after = ring(page)
    assert after[0][0] < before[0][0] and after[0][1] < before[0][1]
    assert after[-1] == after[0] and after[1:-1] == before[1:-1]
    page.locator('[data-tool="undo"]').click()
    assert ring(page) == before
    page.locator('[data-tool="redo"]').click()
    assert ring(page) == after
    save(page)
    assert json.loads(area_of(own_server, "Centro"))["coordinates"][0] == after
    expect(page.locator("tr.is-fresh")).to_contain_text("Centro")


def test_corners_are_moved_added_and_removed_by_keys(own_server: Server, open_page: Open) -> None:
    page = open_page(own_server, "desk")
    shop.sign_in(page, "mama")
    open_zone(page, "Centro")
    before = ring(page)
    page.locator(".map-handle.is-corner").first.focus()
    page.keyboard.press("ArrowUp")
    moved = ring(page)
    assert moved[0][1] > before[0][1] and abs(moved[0][0] - before[0][0]) < 1e-6
    expect(page.locator('.map-handle.is-corner[data-place="0.0.0"]')).to_be_focused()
    page.keyboard.press("Delete")
    assert len(ring(page)) == len(before) - 1
    page.locator(".map-handle.is-edge").first.focus()
    page.keyboard.press("Enter")
    assert len(ring(page)) == len(before)
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert ring(page) == before
    page.locator('[data-tool="radius"]').fill("2,5")
    page.locator('[data-tool="circle"]').click()
    assert len(ring(page)) == 25
    save(page)
    assert json.loads(area_of(own_server, "Centro"))["coordinates"][0].__len__() == 25


def test_a_bow_is_shown_and_refused(own_server: Server, open_page: Open, witness: Witness) -> None:
    witness.allow("422")
    page = open_page(own_server, "desk")
    shop.sign_in(page, "mama")
    open_zone(page, "Centro")
    stored = area_of(own_server, "Centro")
    page.locator(".zone-text summary").click()
    page.locator("#field-area").fill(BOW)
    expect(page.locator(".map-zone.is-edited.is-wrong")).to_be_visible()
    page.locator("button[data-save]").click()
    expect(page.locator("#field-area-problem")).to_contain_text("incrocia")
    # What was drawn is still there to be mended.
    expect(page.locator(".map-handle.is-corner")).to_have_count(4)
    assert json.loads(page.locator("#field-area").input_value()) == json.loads(BOW)
    assert area_of(own_server, "Centro") == stored


def test_zones_are_brought_in_on_a_phone(own_server: Server, open_page: Open) -> None:
    page = open_page(own_server, "phone")
    shop.sign_in(page, "mama")
    page.goto("/delivery-zones")
    page.locator('a[href="/delivery-zones/import"]').click()
    zone = {"type": "Feature", "properties": {"name": "Mercato", "fee_cents": 120},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
    text = json.dumps({"type": "FeatureCollection", "features": [zone]})
    page.locator("#file").set_input_files({"name": "zone.geojson", "mimeType": "application/geo+json", "buffer": text.encode()})
    page.locator(".import-form button").click()
    expect(page.locator("h1")).to_have_text("zone.geojson")
    expect(page.locator("td", has_text="Nuova")).to_be_visible()
    assert own_server.rows("SELECT COUNT(*) FROM zones") == [("3",)]
    page.locator(".apply-form button").click()
    page.wait_for_url(re.compile(r"/delivery-zones\?saved="))
    assert own_server.rows("SELECT fee FROM zones WHERE name = 'Mercato'") == [("120",)]
    # A tap between two corners adds one.
    open_zone(page, "Mercato")
    expect(page.locator(".map-handle.is-corner")).to_have_count(4)
    page.locator('[data-tool="nearer"]').tap()
    page.locator(".map-handle.is-edge .handle-dot").first.tap()
    expect(page.locator(".map-handle.is-corner")).to_have_count(5)
    save(page)
    assert len(json.loads(area_of(own_server, "Mercato"))["coordinates"][0]) == 6


def test_it_works_without_scripts(own_server: Server, open_page: Open) -> None:
    page = open_page(own_server, "phone", scripts=False)
    shop.sign_in(page, "mama")
    open_zone(page, "Centro")
    expect(page.locator(".zone-tools")).to_be_hidden()
    expect(page.locator(".map-zone.is-edited")).to_be_visible()
    page.locator("#field-area").fill(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}))
    page.locator("#field-fee").fill("1,80")
    page.locator("button[data-save]").click()
    page.wait_for_url(re.compile(r"/delivery-zones\?saved="))
    assert json.loads(area_of(own_server, "Centro"))["coordinates"][0] == SQUARE
    page.goto("/street-table/import")
    page.locator("#text").fill("via;comune;cap;lat;lon\nVia Roma;Borgo San Lino;40999;44,5;11,3\n")
    page.locator(".import-form button").click()
    expect(page.locator(".import-counts")).to_contain_text("Tolte")
    page.locator(".apply-form button").click()
    page.wait_for_url(re.compile(r"/street-table\?saved="))
    assert own_server.rows("SELECT name, latitude_e7 FROM streets") == [("Via Roma", "445000000")]


def test_two_owners_at_once_see_both(own_server: Server, open_page: Open, witness: Witness) -> None:
    witness.allow("412")
    first, second = open_page(own_server, "desk"), open_page(own_server, "desk")
    for page in (first, second):
        shop.sign_in(page, "mama")
        open_zone(page, "Centro")
    first.locator("#field-fee").fill("1,90")
    save(first)
    second.locator('[data-tool="circle"]').click()
    second.locator("button[data-save]").click()
    notice = second.locator(".alert-warning")
    expect(notice).to_contain_text("24 angoli")
    expect(notice).not_to_contain_text("1,90")
    expect(second.locator("#field-fee")).to_have_value("1,90")
    expect(second.locator(".map-handle.is-corner")).to_have_count(24)
    save(second)
    open_zone(second, "Centro")
    expect(second.locator("#field-fee")).to_have_value("1,90")
    assert len(json.loads(area_of(own_server, "Centro"))["coordinates"][0]) == 25
