"""The program at the terminal: what it makes, what it refuses, and what is left behind."""

from __future__ import annotations

import base64
import json
import signal
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ENGINES, needs
from servers import BINARY, PASSWORD, Server, database, demo_server

FILES = {
    "pizza_types.csv": [
        "pizza_type_id,name,category,ingredients",
        'hawaiian,The Hawaiian Pizza,Classic,"Sliced Ham, Pineapple, Mozzarella Cheese"',
        'mexicana,The Mexicana Pizza,Veggie,"Tomatoes, Red Peppers, Chuck of the Moon"',
    ],
    "pizzas.csv": [
        "pizza_id,pizza_type_id,size,price",
        "hawaiian_s,hawaiian,S,10.5",
        "hawaiian_m,hawaiian,M,13.25",
        "mexicana_l,mexicana,L,20.25",
    ],
    "orders.csv": ["order_id,date,time", "1,2015-01-01,11:38:36", "2,2015-01-01,11:57:40"],
    "order_details.csv": ["line_id,order_id,pizza_id,quantity", "1,1,hawaiian_m,1", "2,2,mexicana_l,2"],
}


def write_files(folder: Path, **changed: list[str]) -> Path:
    """The four files, some of them with other rows after the head."""
    folder.mkdir()
    for name, lines in FILES.items():
        rows = changed.get(name.removesuffix(".csv"))
        (folder / name).write_text("\n".join([lines[0], *rows] if rows is not None else lines) + "\n")
    return folder


def run(server: Server, words: list[str], more: dict[str, str], words_in: str = "") -> subprocess.CompletedProcess[str]:
    """Runs a command with other settings than the server's, and with something to read."""
    return subprocess.run(
        [str(BINARY), *words], env=server.environment() | more, cwd=server.folder, input=words_in, capture_output=True,
        text=True, timeout=60)


def place_order(server: Server) -> None:
    """One pizza, as soon as it can be, by a customer with a new cart."""
    product = json.loads(server.send("GET", "/api/v1/menu")[2])["products"][0]["id"]
    status, headers, body = server.send("POST", "/api/v1/cart/lines", {"product": product})
    assert status == 201, body
    cart = {"Cookie": headers["set-cookie"].partition(";")[0]}
    status, _, body = server.send("POST", "/api/v1/quotes", {"mode": "pickup"}, cart)
    assert status == 201, body
    order = {"quote": json.loads(body)["id"], "name": "Ada", "phone": "+39 333 123 4567", "payment": "cash"}
    status, _, body = server.send("POST", "/api/v1/orders", order, cart | {"Idempotency-Key": uuid.uuid4().hex})
    assert status == 201, body


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A database without a shop, and nobody who serves it."""
    needs(request.param)
    with database(request.param, tmp_path) as place:
        yield Server(place, tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Server]:
    """The same on SQLite, for what does not depend on the engine."""
    with database("sqlite", tmp_path) as place:
        yield Server(place, tmp_path)


def test_import_makes_the_shop_of_the_files(empty: Server, tmp_path: Path) -> None:
    done = empty.command("import", "pizza-sales", str(write_files(tmp_path / "files")))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "2 kinds of pizza, 3 with their size, 7 ingredients, 2 categories.",
        "2 orders with 2 lines name them; the replay places them one by one.",
        "Not understood, and so without allergens: Chuck of the Moon.",
    ]
    assert empty.rows("SELECT COUNT(*) FROM stores") == [("1",)]
    assert empty.rows("SELECT slug FROM products ORDER BY slug") == [("hawaiian",), ("mexicana",)]
    assert empty.rows("SELECT price FROM product_prices ORDER BY price") == [("1050",), ("1325",), ("2025",)]
    again = empty.command("import", "pizza-sales", str(tmp_path / "files"))
    assert (again.returncode, again.stdout) == (1, "")
    assert "There is a shop in this database already; nothing was imported." in again.stderr
    assert empty.rows("SELECT COUNT(*) FROM products") == [("2",)]
    assert empty.command("verify").returncode == 0


def test_import_names_each_wrong_row_and_leaves_nothing(empty: Server, tmp_path: Path) -> None:
    files = write_files(
        tmp_path / "files",
        pizzas=["hawaiian_s,hawaiian,S,10.5", "mexicana_l,mexicana,XS,20.25", "mexicana_m,mexicana,M,cheap", "x_s,x,S,1"],
        orders=["1,2015-01-01,11:38:36", "1,2015-02-30,11:57:40", "3,2015-01-02,25:00:00"],
        order_details=["1,1,hawaiian_s,1", "2,9,hawaiian_s,1", "3,1,pizza_of_mars,1", "4,1,hawaiian_s,-1", "5,1"],
    )
    done = empty.command("import", "pizza-sales", str(files))
    assert (done.returncode, done.stdout) == (1, "")
    for place, what in [
        ("pizzas.csv:3", "XS is no size"),
        ("pizzas.csv:4", "cheap is no price"),
        ("pizzas.csv:5", "there is no kind of pizza x"),
        ("pizza_types.csv:3", "there is no price for mexicana"),
        ("orders.csv:3", "the order 1 is there twice"),
        ("orders.csv:3", "2015-02-30 is no day"),
        ("orders.csv:4", "25:00:00 is no time"),
        ("order_details.csv:3", "there is no order 9"),
        ("order_details.csv:4", "there is no pizza pizza_of_mars"),
        ("order_details.csv:5", "-1 is no quantity"),
        ("order_details.csv:6", ""),
    ]:
        assert any(f"{place}: {what}" in line for line in done.stderr.splitlines()), (place, what, done.stderr)
    assert "order_details.csv:2" not in done.stderr
    if empty.database.startswith("sqlite:"):
        assert not Path(empty.database.removeprefix("sqlite:")).exists()


def test_import_without_files_says_which_are_missing(empty: Server, tmp_path: Path) -> None:
    done = empty.command("import", "pizza-sales", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    for name in FILES:
        assert name in done.stderr


def test_demo_is_always_the_same_and_made_once(tmp_path: Path) -> None:
    shops = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        with demo_server("sqlite", folder) as server:
            menu = json.loads(server.send("GET", "/api/v1/menu")[2])
            shops.append((menu, server.rows("SELECT customer, total, state FROM orders JOIN order_numbers ON order_id = id ORDER BY number")))
            again = server.command("demo")
            assert again.returncode == 0
            assert again.stdout == "There is a shop in this database already; nothing was changed.\n"
    assert shops[0] == shops[1]
    assert len(shops[0][0]["products"]) == 43
    assert [row[2] for row in shops[0][1]] == ["ready", "preparing", "placed"]


def test_an_interrupted_demo_is_made_whole(file: Server) -> None:
    added = run(file, ["staff", "add", "bea", "--name", "Bea", "--role", "counter"], {}, PASSWORD + "\n")
    assert added.returncode == 0, added.stderr
    done = file.command("demo")
    assert done.returncode == 0, done.stderr
    assert file.rows("SELECT sign_in FROM staff ORDER BY sign_in") == [("bea",), ("dario",), ("mama",), ("ugo",)]
    assert file.rows("SELECT COUNT(*) FROM orders") == [("3",)]


def test_a_key_is_told_once_listed_and_taken_back(empty: Server) -> None:
    assert empty.command("keys", "list").stdout == "There is no key.\n"
    made = empty.command("keys", "add", "Cassa", "--permission", "orders.see-board", "--days", "30")
    key = made.stdout.strip()
    assert (made.returncode, len(key), key[:3]) == (0, 55, "pm_")
    listed = empty.command("keys", "list").stdout
    assert listed == f"{key[:11]}  valid  Cassa  orders.see-board\n"
    assert empty.command("keys", "revoke", key[:11]).returncode == 0
    assert empty.command("keys", "list").stdout == f"{key[:11]}  revoked  Cassa  orders.see-board\n"
    for words, complaint in [
        (("add", "X", "--permission", "no.such"), "no.such is no permission. There are: accounts.manage-devices"),
        (("add", "X", "--permission", "orders.see-board", "--shop", "x"), "x is not the id of a shop."),
        (("add", "X", "--permission", "orders.see-board", "--shop", str(uuid.uuid4())), "There is no shop"),
        (("add", "X", "--permission", "orders.see-board", "--days", "0"), "--days is a number from 1 to 3650."),
        (("revoke", "pm_nothing"), "There is no key pm_nothing."),
    ]:
        done = empty.command("keys", *words)
        assert done.returncode != 0 and complaint in done.stderr, (words, done.stderr)
    assert len(empty.command("keys", "list").stdout.splitlines()) == 1


def test_doctor_shows_every_setting_and_no_secret(empty: Server) -> None:
    assert empty.command("migrate").returncode == 0
    done = empty.command("doctor")
    keys = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("PIZZAMAMA_")]
    assert len(keys) == len(set(keys)) >= 17
    assert "PIZZAMAMA_SIGN_INS_PER_MINUTE" in keys
    assert empty.environment()["PIZZAMAMA_SECRET"] not in done.stdout + done.stderr
    assert "ok   The database answers" in done.stdout
    assert "ok   Its tables are up to date." in done.stdout


def test_the_most_talkative_log_has_no_secret(empty: Server) -> None:
    secret = "a secret that nobody may read, ever!"
    empty.settings = {"PIZZAMAMA_LOG_LEVEL": "trace", "PIZZAMAMA_SECRET": secret}
    empty.start()
    empty.stop()
    log = empty.log.read_text()
    assert '"level":"debug"' in log and '"WebServer"' in log
    for form in (secret, ", ".join(str(byte) for byte in secret.encode()), secret.encode().hex(), base64.b64encode(secret.encode()).decode()):
        assert form not in log
    # Nothing describes itself by what it holds.
    assert max(len(line) for line in log.splitlines()) < 2000


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        ("PIZZAMAMA_PROT", "8080", "PIZZAMAMA_PROT"),
        ("PIZZAMAMA_PORT", "eighty", "PIZZAMAMA_PORT"),
        ("PIZZAMAMA_DATABASE", "mysql://x", "PIZZAMAMA_DATABASE"),
        ("PIZZAMAMA_ENVIRONMENT", "holiday", "PIZZAMAMA_ENVIRONMENT"),
        ("PIZZAMAMA_ENVIRONMENT", "production", "PIZZAMAMA_TRUSTED_PROXIES must name the proxy"),
        ("PIZZAMAMA_TRUSTED_PROXIES", "10.0.0.1/8", "10.0.0.1/8 is no address"),
        ("PIZZAMAMA_RATES", "change.cook=5", "change.cook=5 is not as"),
    ],
)
def test_a_wrong_setting_refuses_the_start(file: Server, setting: str, value: str, complaint: str) -> None:
    done = run(file, ["serve"], {setting: value})
    assert done.returncode == 1
    assert complaint in done.stderr
    assert not Path(file.database.removeprefix("sqlite:")).exists()


def test_a_simulated_clock_is_a_moment_and_never_in_production(file: Server) -> None:
    done = run(file, ["serve", "--simulated-clock", "yesterday"], {})
    assert done.returncode == 1
    assert "--simulated-clock is a moment" in done.stderr
    production = {"PIZZAMAMA_ENVIRONMENT": "production", "PIZZAMAMA_PUBLIC_URL": "https://shop.example"}
    done = run(file, ["serve", "--simulated-clock", "2015-01-01T14:00:00Z"], production)
    assert done.returncode == 1
    assert "PIZZAMAMA_CLOCK" in done.stderr


def test_a_simulation_goes_on_where_it_was_killed(empty: Server, tmp_path: Path) -> None:
    made = empty.command("import", "pizza-sales", str(write_files(tmp_path / "files")))
    assert made.returncode == 0, made.stderr
    empty.clock = "2015-01-01T14:00:00Z"
    empty.start()
    at_noon = {"now": "2015-03-01T17:00:00Z"}
    assert empty.send("PUT", "/api/v1/clock", at_noon)[0] == 200
    place_order(empty)
    empty.stop(signal.SIGKILL)
    empty.start()
    place_order(empty)
    empty.stop()
    assert empty.rows("SELECT DISTINCT placed_at / 1000000 FROM orders") == [("1425229200",)]
    assert empty.rows("SELECT COUNT(*) FROM orders") == [("2",)]
    assert empty.command("verify").returncode == 0


def test_a_newer_schema_is_refused(empty: Server) -> None:
    assert empty.command("migrate").returncode == 0
    empty.rows("INSERT INTO schema_migrations VALUES ('orders', 999, 'drones', 1, 1)")
    before = empty.rows("SELECT COUNT(*) FROM schema_migrations")
    for words in (["migrate"], ["serve"], ["demo"]):
        done = empty.command(*words)
        assert done.returncode == 1
        assert "made by a newer version of the program" in done.stderr
    assert empty.rows("SELECT COUNT(*) FROM schema_migrations") == before
    assert empty.rows("SELECT COUNT(*) FROM stores") == [("0",)]


def test_routes_are_a_document_for_programs(empty: Server) -> None:
    document = json.loads(empty.command("routes", "--openapi").stdout)
    assert document["openapi"].startswith("3.1")
    assert "/menu/{slug}" in document["paths"] or "/api/v1/menu/{slug}" in document["paths"]
    lines = empty.command("routes").stdout.splitlines()
    assert "PUT\t/kitchen/orders/{id}/acceptance\torders.accept" in {"\t".join(line.split("\t")[:3]) for line in lines}


def test_a_new_password_is_told_once_and_the_old_one_is_gone(empty: Server) -> None:
    assert empty.command("demo").returncode == 0
    done = empty.command("staff", "reset-password", "bea")
    assert done.returncode == 0, done.stderr
    password = done.stdout.split()[-1]
    assert password != PASSWORD and len(password) >= 12
    empty.start()
    try:
        for word, status in ((PASSWORD, 401), (password, 201)):
            assert empty.send("POST", "/api/v1/session", {"sign_in": "bea", "password": word})[0] == status
    finally:
        empty.stop()
    nobody = empty.command("staff", "reset-password", "nobody")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert nobody.stderr.startswith("Error: ")


def test_a_database_that_is_not_there_is_said_in_a_sentence(file: Server) -> None:
    path = file.database.removeprefix("sqlite:")
    done = file.command("verify")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"The database cannot be used. There is no file {path}; `pizzamama demo` or `pizzamama serve` makes it.",
        "`pizzamama doctor` shows which database is meant and where that is set.",
    ]
    doctor = file.command("doctor")
    assert doctor.returncode == 1
    assert f"BAD  The database cannot be used. There is no file {path}" in doctor.stdout
    assert not Path(path).exists()
    gone = run(file, ["verify"], {"PIZZAMAMA_DATABASE": "postgresql://nobody@127.0.0.1:1/nothing"})
    assert (gone.returncode, gone.stdout) == (2, "")
    assert gone.stderr.startswith("The database cannot be used.")
    assert gone.stderr.endswith("where that is set.\n")


def test_tables_that_are_not_up_to_date_are_not_verified(file: Server) -> None:
    assert file.command("migrate").returncode == 0
    file.rows("DELETE FROM schema_migrations WHERE feature = 'orders'")
    done = file.command("verify")
    assert (done.returncode, done.stdout) == (2, "")
    assert "run `pizzamama migrate`" in done.stderr


def test_a_port_that_is_taken_is_said_with_the_way_out(one_server: Server, file: Server) -> None:
    done = run(file, ["serve"], {"PIZZAMAMA_PORT": str(one_server.port)})
    assert done.returncode == 1
    assert f"Error: Port {one_server.port} is taken by another program. Choose one with --port or PIZZAMAMA_PORT." in done.stderr


def test_a_tenant_that_is_not_served_is_refused_by_name(file: Server, tmp_path: Path) -> None:
    tenants = tmp_path / "tenants"
    tenants.write_text("anna.example sqlite:anna.db\n")
    done = run(file, ["migrate", "--tenant", "berta.example"], {"PIZZAMAMA_TENANTS": str(tenants)})
    assert done.returncode == 1
    assert "No tenant of PIZZAMAMA_TENANTS is served under berta.example." in done.stderr
    done = run(file, ["migrate", "--tenant", "anna.example"], {"PIZZAMAMA_TENANTS": str(tenants)})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "anna.db").is_file()
    assert not Path(file.database.removeprefix("sqlite:")).exists()


def test_an_empty_database_gets_an_owner_whose_password_is_shown_once(empty: Server) -> None:
    empty.start()
    try:
        said = (empty.folder / "output-1.txt").read_text()
        assert said.count("The owner signs in at") == 1
        password = said.partition("with the password ")[2].split()[0]
        assert empty.send("POST", "/api/v1/session", {"sign_in": "owner", "password": password})[0] == 201
        assert password not in empty.log.read_text()
    finally:
        empty.stop()
    empty.start()
    empty.stop()
    assert "The owner signs in" not in (empty.folder / "output-2.txt").read_text()
