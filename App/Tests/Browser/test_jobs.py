"""What the program does by itself: the page that shows it, and the process that does nothing else."""

from __future__ import annotations

import re
import subprocess
import uuid

import shop
from conftest import Open
from playwright.sync_api import expect
from servers import BINARY, Server, wait_until

LATER = 4_000_000_000_000_000


def add_job(server: Server, state: str, name: str, error: str = "") -> str:
    """A job that nobody of this version works at, so that it stays as it is."""
    job = str(uuid.uuid4())
    bytes_of = f"X'{job.replace('-', '')}'" if server.database.startswith("sqlite:") else f"'{job}'"
    server.rows(
        "INSERT INTO jobs (id, name, lane, payload, state, due_at, attempts, fence, is_cancelled, last_error, created_at)"
        f" VALUES ({bytes_of}, '{name}', 'heavy', '{{}}', '{state}', {LATER}, 3, 0, FALSE, '{error}', {LATER})")
    return job


def test_a_failed_job_is_seen_on_the_first_page_repeated_and_cancelled(own_server: Server, open_page: Open) -> None:
    add_job(own_server, "failed", "kitchen.burn", "black on <both> sides")
    add_job(own_server, "failed", "kitchen.freeze", "white")
    page = open_page(own_server, "desk")
    shop.sign_in(page, "mama", "/office")
    page.get_by_role("link", name="2 lavori non sono riusciti: guarda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("In secondo piano")
    burnt = page.get_by_role("row").filter(has_text="kitchen.burn")
    expect(burnt.get_by_role("cell")).to_have_text(
        ["kitchen.burn", "pesante", "3", "2096-10-02 07:06:40", "black on <both> sides", re.compile("Riprova.*Lascia perdere", re.DOTALL)])

    burnt.get_by_role("button", name="Riprova").click()
    page.wait_for_url("**/jobs?state=waiting")
    expect(page.get_by_role("navigation", name="In secondo piano").first).to_contain_text("Non riusciti (1)")
    waiting = page.get_by_role("row").filter(has_text="kitchen.burn")
    waiting.get_by_role("button", name="Annulla").click()
    page.wait_for_url("**/jobs?state=failed")
    frozen = page.get_by_role("row").filter(has_text="kitchen.freeze")
    frozen.get_by_role("button", name="Lascia perdere").click()
    expect(page.locator("main")).to_contain_text("È riuscito tutto.")
    assert own_server.rows("SELECT COUNT(*) FROM jobs WHERE name LIKE 'kitchen.%'") == [("0",)]
    page.goto("/office")
    expect(page.locator("main")).not_to_contain_text("non è riuscito")


def test_what_runs_regularly_is_told_in_words(one_server: Server, open_page: Open) -> None:
    page = open_page(one_server, "phone")
    shop.sign_in(page, "mama", "/jobs")
    page.get_by_role("link", name=re.compile("In corso")).click()
    expect(page.locator("main")).to_contain_text("In questo momento non sta facendo niente.")
    schedules = page.get_by_role("region", name="Lavori periodici")
    expect(schedules).to_contain_text("Dimentica ciò che si tiene solo per un po'")
    expect(schedules).to_contain_text("ogni 6 ore")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_process_of_its_own_does_what_the_server_leaves(own_server: Server) -> None:
    own_server.stop()
    own_server.settings["PIZZAMAMA_WORKER"] = "outside"
    ran = "SELECT CASE WHEN ran_at IS NULL THEN 'never' ELSE 'ran' END FROM schedules WHERE name = 'orders.tidy-carts'"
    own_server.rows("UPDATE schedules SET period = 0, next_at = 0, ran_at = NULL WHERE name = 'orders.tidy-carts'")
    own_server.start()
    assert own_server.rows(ran) == [("never",)]
    worker = subprocess.Popen([str(BINARY), "work"], env=own_server.environment(), cwd=own_server.folder, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: own_server.rows(ran) == [("ran",)], "the schedule has run")
    finally:
        worker.terminate()
        assert worker.wait(15) == 0
