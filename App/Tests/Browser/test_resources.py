"""What an owner edits: the list and the form in a browser, with scripts and without."""

from __future__ import annotations

import re

import shop
from conftest import Open, Witness
from playwright.sync_api import Page, expect
from servers import Server


def new_day(page: Page, day: str, label: str) -> None:
    page.goto("/special-days/new")
    page.get_by_label("Giorno", exact=True).fill(day)
    page.locator('[name="label.it"]').fill(label)


def row(page: Page, label: str) -> str:
    return page.locator("tr", has_text=label).inner_text()


def test_a_day_is_added_changed_removed_and_brought_back(server: Server, open_page: Open) -> None:
    page = open_page(server, "desk")
    shop.sign_in(page, "mama", "/special-days")
    new_day(page, "2027-08-15", "Ferragosto di prova")
    page.get_by_role("button", name="Salva", exact=True).click()
    page.wait_for_url(re.compile(r"/special-days\?saved="))
    assert "chiuso" in row(page, "Ferragosto di prova")

    page.get_by_role("link", name="domenica 15 agosto 2027").click()
    page.locator('[name="hours.0.opens"]').fill("19")
    page.locator('[name="hours.0.closes"]').fill("1.30")
    page.locator('[name="hours.0.modes"][value="pickup"]').check()
    page.get_by_role("button", name="Aggiungi una riga").click()
    expect(page.locator('[name="hours.1.opens"]')).to_be_focused()
    page.get_by_role("button", name="Togli la riga").nth(1).click()
    page.get_by_role("button", name="Salva", exact=True).click()
    page.wait_for_url(re.compile(r"/special-days\?saved="))
    assert "19:00–01:30 ritiro" in row(page, "Ferragosto di prova")

    page.get_by_role("link", name="domenica 15 agosto 2027").click()
    page.get_by_role("button", name="Elimina").click()
    expect(page.locator("main")).not_to_contain_text("Ferragosto di prova")
    page.get_by_role("button", name="Annulla").click()
    assert "19:00–01:30 ritiro" in row(page, "Ferragosto di prova")

    page.get_by_role("link", name="domenica 15 agosto 2027").click()
    page.get_by_role("link", name="Storia delle modifiche").click()
    expect(page.locator(".history > li strong")).to_have_text(["Ripristinato", "Eliminato", "Modificato", "Creato"])


def test_a_refused_form_comes_back_without_scripts(one_server: Server, open_page: Open, witness: Witness) -> None:
    witness.allow("422")
    page = open_page(one_server, "phone", scripts=False)
    shop.sign_in(page, "mama", "/opening-hours")
    page.goto("/opening-hours/new")
    page.locator('[name="opens"]').fill("sera")
    page.locator('[name="days"][value="tuesday"]').check()
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page.locator('[name="opens"]')).to_have_value("sera")
    expect(page.locator('[name="days"][value="tuesday"]')).to_be_checked()
    expect(page.locator("#field-opens-problem")).to_contain_text("Scrivi un orario")
    expect(page.locator('[name="opens"]')).to_have_attribute("aria-invalid", "true")


def test_searching_keeps_the_page(one_server: Server, open_page: Open) -> None:
    page = open_page(one_server, "desk")
    shop.sign_in(page, "mama", "/special-days")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("natale")
    expect(page.locator("#results tbody tr")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"q=natale"))
    page.locator("#q").fill("non esiste")
    expect(page.locator("#results")).to_contain_text("Nessun risultato.")


def test_whoever_leaves_a_changed_form_is_asked(one_server: Server, open_page: Open) -> None:
    page = open_page(one_server, "desk")
    shop.sign_in(page, "mama", "/stations")
    page.locator(".row-link").first.click()
    page.locator('[name="units_per_slot"]').fill("7")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Postazioni").last.click()
    expect(page.locator('[name="units_per_slot"]')).to_have_value("7")
    assert asked == ["beforeunload"]
