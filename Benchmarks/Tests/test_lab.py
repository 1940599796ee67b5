"""The lab on small files: what it writes, that it writes it twice alike, and what it says of files that are none."""

import csv
import io
import json
import random
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAB = ROOT / ".build/debug/lab"
WEEK = [20, 22, 25, 24, 40, 60, 50]


def lab(*arguments):
    return subprocess.run([LAB, *map(str, arguments)], capture_output=True, text=True, timeout=120)


def answers(*arguments):
    """The rows of the answer, which has to be the same the second time."""
    run = lab(*arguments)
    assert run.returncode == 0, run.stderr
    assert lab(*arguments).stdout == run.stdout
    return list(csv.DictReader(io.StringIO(run.stdout)))


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def day(number):
    return str(date(2026, 1, 5) + timedelta(number))


@pytest.fixture
def days(tmp_path):
    """Twenty weeks that are all alike."""
    return write(tmp_path / "daily.csv", ["date", "covers", "open"], [(day(n), WEEK[n % 7], 1) for n in range(140)])


def test_forecast_continues_a_week_and_says_nothing_of_a_shut_day(days, tmp_path):
    calendar = write(tmp_path / "calendar.csv", ["date", "open"], [(day(n), int(n != 142)) for n in range(160)])
    rows = answers("forecast", "--daily", days, "--calendar", calendar, "--origin", day(139), "--horizon", 7)
    assert [row["date"] for row in rows] == [day(140 + n) for n in range(7)]
    assert list(rows[0]) == ["origin", "date", "series", "mean", "p10", "p50", "p90"]
    for n, row in enumerate(rows):
        wanted = 0 if n == 2 else WEEK[n]
        assert float(row["mean"]) == pytest.approx(wanted, abs=1e-6)
        assert float(row["p10"]) <= float(row["mean"]) <= float(row["p90"])


def test_forecast_does_not_look_beyond_the_origin(days, tmp_path):
    known = answers("forecast", "--daily", days, "--origin", day(120), "--horizon", 5)
    text = days.read_text().splitlines()
    days.write_text("\n".join(text[:122] + [line.split(",")[0] + ",9999,1" for line in text[122:]]) + "\n")
    assert answers("forecast", "--daily", days, "--origin", day(120), "--horizon", 5) == known


def test_forecast_says_when_it_knows_nothing(tmp_path):
    few = write(tmp_path / "few.csv", ["date", "covers"], [(day(n), 10 + n) for n in range(10)])
    run = lab("forecast", "--daily", few, "--origin", day(9), "--horizon", 3)
    assert run.returncode == 0
    assert "nothing is known yet" in run.stderr


def test_series(tmp_path):
    rows = [("A", t, WEEK[t % 7]) for t in range(70)]
    said = answers("series", "--file", write(tmp_path / "s.csv", ["series", "t", "value"], rows), "--season", 7, "--horizon", 7)
    assert [float(row["mean"]) for row in said] == pytest.approx(WEEK, abs=1e-6)


def test_basket_ranks_what_is_left(tmp_path):
    chance = random.Random(1)
    folder = tmp_path / "train"
    folder.mkdir()
    lines = []
    for order in range(400):
        kinds = ["bread"] + chance.sample(["cake", "tea", "jam"], chance.randint(0, 2))
        lines += [(day(order // 10), "10:00:00", order, kind) for kind in kinds]
    write(folder / "lines.csv", ["date", "time", "transaction", "item"], lines)
    cases = write(tmp_path / "cases.csv", ["order_id", "date", "time", "given_types"], [(1, day(50), "10:00:00", "cake|tea")])
    (row,) = answers("basket", "--train", folder, "--cases", cases)
    assert row["ranked"].split("|")[0] == "bread"
    assert set(row["ranked"].split("|")) == {"bread", "jam"}


def test_recommend_leaves_out_what_is_known_unless_it_may_be_repeated(tmp_path):
    chance = random.Random(2)
    events = []
    for user in range(60):
        kind = user % 2
        for item in chance.sample(range(10), 6):
            events.append((user, f"{'ab'[kind]}{item}", 1, 1_700_000_000 + 3600 * chance.randint(0, 2000)))
    train = write(tmp_path / "train.csv", ["user", "item", "value", "ts"], events)
    rows = answers("recommend", "--train", train, "--top", 4)
    for row in rows:
        own = {item for user, item, _, _ in events if str(user) == row["user"]}
        ranked = row["ranked"].split("|")
        assert len(set(ranked)) == 4
        assert not own & set(ranked)
        assert all(item[0] == "ab"[int(row["user"]) % 2] for item in ranked)
    again = answers("recommend", "--train", train, "--top", 4, "--repeat")
    assert any({item for user, item, _, _ in events if str(user) == row["user"]} & set(row["ranked"].split("|")) for row in again)


def test_value_of_one_who_comes_every_week_and_one_who_came_once(tmp_path):
    rows = [(f"w{c}", day(7 * week + c % 3), 10) for c in range(30) for week in range(20)]
    rows += [(f"o{c}", day(c), 10) for c in range(30)]
    said = answers("value", "--transactions", write(tmp_path / "t.csv", ["customer", "date", "spend"], rows), "--until", day(140), "--weeks", 4)
    orders = {row["customer"]: float(row["orders"]) for row in said}
    active = {row["customer"]: float(row["active"]) for row in said}
    assert orders["w0"] == pytest.approx(4, abs=0.5)
    assert orders["o0"] < 0.5
    assert active["w0"] > 0.9 > active["o0"]


def table(path, count, seed):
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        x, colour = chance.random(), chance.choice(["red", "blue"])
        rows.append((f"r{number}", x, colour, "yes" if x + (colour == "red") * 0.5 > 0.8 else "no", 10 * x + 3 * (colour == "red")))
    return write(path, ["id", "x", "colour", "label", "number"], rows)


def test_classify_and_regress(tmp_path):
    train, test = table(tmp_path / "train.csv", 300, 3), table(tmp_path / "test.csv", 100, 4)
    truth = {row["id"]: row for row in csv.DictReader(open(test, encoding="utf-8"))}
    # The number says all of the label, so it goes.
    rows = answers("classify", "--train", train, "--test", test, "--label", "label", "--id", "id")
    assert [row["id"] for row in rows] == list(truth)
    assert all(float(row["p_no"]) + float(row["p_yes"]) == pytest.approx(1) for row in rows)
    right = sum((float(row["p_yes"]) > 0.5) == (truth[row["id"]]["label"] == "yes") for row in rows)
    assert right >= 97
    rows = answers("regress", "--train", train, "--test", test, "--label", "number", "--id", "id")
    error = sum(abs(float(row["mean"]) - float(truth[row["id"]]["number"])) for row in rows) / 100
    assert error < 0.3
    assert all(float(row["p10"]) <= float(row["p90"]) for row in rows)


def test_eta_grows_with_the_way(tmp_path):
    chance = random.Random(5)
    header = ["id", "Distance_km", "Weather", "Delivery_Time_min"]
    rows = []
    for number in range(300):
        way, weather = 10 * chance.random(), chance.choice(["Rainy", "Clear"])
        rows.append((number, way, weather, 15 + 3 * way + 8 * (weather == "Rainy") + chance.random()))
    asked = [(1, 1, "Clear", 0), (2, 9, "Clear", 0), (3, 9, "Rainy", 0)]
    one, two, three = answers(
        "eta", "--train", write(tmp_path / "train.csv", header, rows), "--test", write(tmp_path / "test.csv", header, asked))
    assert float(one["mean"]) == pytest.approx(18.5, abs=1.5)
    assert float(two["mean"]) == pytest.approx(42.5, abs=1.5)
    assert float(three["mean"]) == pytest.approx(50.5, abs=1.5)


def test_sentiment(tmp_path):
    chance = random.Random(6)
    words = {"good": ["ottima", "squisita", "croccante"], "bad": ["pessima", "fredda", "gommosa"]}
    rows = [(n, label, f"pizza {chance.choice(words[label])} davvero {n % 7}") for n in range(200) for label in [("good", "bad")[n % 2]]]
    train = write(tmp_path / "train.csv", ["id", "label", "text"], rows)
    test = write(tmp_path / "test.csv", ["id", "label", "text"], [("a", "", "una pizza squisita"), ("b", "", "pizza gommosa 🍕")])
    good, bad = answers("sentiment", "--train", train, "--test", test, "--text", "text", "--label", "label", "--id", "id")
    assert (good["label"], bad["label"]) == ("good", "bad")
    assert float(good["p_good"]) + float(good["p_bad"]) == pytest.approx(1)


def test_segment(tmp_path):
    rows = [(f"p{n}", (n % 3) * 10 + n / 1000, -(n % 3) * 5) for n in range(60)]
    said = answers("segment", "--features", write(tmp_path / "f.csv", ["id", "a", "b"], rows), "--k", 3)
    groups = {}
    for row in said:
        groups.setdefault(int(row["id"][1:]) % 3, set()).add(row["segment"])
    assert [len(own) for own in groups.values()] == [1, 1, 1]
    assert set.union(*groups.values()) == {"0", "1", "2"}


def test_elasticity_finds_the_slope(tmp_path):
    chance = random.Random(7)
    header = ["store", "week", "price", "vol"]
    rows = []
    for week in range(1, 61):
        for store in range(8):
            price = 2 + chance.random()
            rows.append((f"s{store}", week, price, 1000 * (1 + store) * price**-2.5 * (1 + 0.05 * chance.gauss(0, 1))))
    train = write(tmp_path / "train.csv", header, rows[:400])
    said = answers("elasticity", "--train", train, "--test", write(tmp_path / "test.csv", header, rows[400:]))
    assert all(float(row["slope"]) == pytest.approx(-2.5, abs=0.3) for row in said)
    assert all(float(row["slope_low"]) < float(row["slope"]) < float(row["slope_high"]) for row in said)


SOLOMON = """TINY

VEHICLE
NUMBER     CAPACITY
  2         {capacity}

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      0         0          0          0       200          0
    1      0         10         1          0       100          0
    2      10        10         1          0       100          0
    3      10        0          1          0       100          0
"""


def test_route(tmp_path):
    path = tmp_path / "tiny.txt"
    path.write_text(SOLOMON.format(capacity=3))
    words = dict(line.split(": ", 1) for line in lab("route", "--instance", path, "--seconds", 0.05).stdout.splitlines())
    assert (words["distance"], words["vehicles"], words["feasible"]) == ("40.0", "1", "true")
    assert words["Route #1"] in ("1 2 3", "3 2 1")
    path.write_text(SOLOMON.format(capacity=1))
    words = dict(line.split(": ", 1) for line in lab("route", "--instance", path, "--seconds", 0.05).stdout.splitlines())
    assert words["feasible"] == "false"
    assert len(words["unserved"].split()) == 1


def test_abtest(tmp_path):
    cases = [{"kind": "two_proportion_z_pooled", "input": {"x_control": 2091, "n_control": 6716, "x_variant": 1747, "n_variant": 6454}}]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(cases))
    (answer,) = json.loads(lab("abtest", "--cases", path).stdout)
    # As scipy has it.
    assert answer["result"]["z"] == pytest.approx(-5.133374808321368, rel=1e-9)
    assert answer["result"]["p_two_sided"] == pytest.approx(2.8459235764098134e-07, rel=1e-9)
    assert answer["input"] == cases[0]["input"]


def test_report_scores_what_is_there(tmp_path):
    folder = tmp_path / "classify_churn"
    folder.mkdir()
    chance = random.Random(8)
    for name, count in (("train", 200), ("test", 60)):
        xs = [chance.random() for _ in range(count)]
        write(folder / f"{name}.csv", ["customerID", "x", "Churn"], [(f"{name}{n}", x, "Yes" if x > 0.7 else "No") for n, x in enumerate(xs)])
    test = list(csv.DictReader(open(folder / "test.csv", encoding="utf-8")))
    write(folder / "oracle.csv", ["id", "p_No", "p_Yes"], [(r["customerID"], float(r["Churn"] == "No"), float(r["Churn"] == "Yes")) for r in test])
    (folder / "oracle.seconds").write_text("1.5\n")
    page = tmp_path / "report.md"
    run = lab("report", "--splits", tmp_path, "--out", page)
    assert run.returncode == 0, run.stderr
    rows = [line.split("|")[1:-1] for line in page.read_text().splitlines() if line.startswith("| ")]
    found = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}
    loss, area, accuracy, seconds = found["oracle"]
    assert (float(loss), float(area), float(accuracy), float(seconds)) == (pytest.approx(0, abs=1e-9), 1, 1, 1.5)
    share = sum(r["Churn"] == "No" for r in test) / len(test)
    assert float(found["*shares of the classes*"][2]) == pytest.approx(share, abs=1e-4)
    assert float(found["**PizzaMama**"][2]) > 0.9


BAD = {
    "empty": "",
    "head": "date,covers\n",
    "ragged": "date,covers\n2026-01-05,1,2\n",
    "nodate": "day,covers\n2026-01-05,1\n",
    "baddate": "date,covers\n2026-02-30,1\n",
    "twice": "date,covers\n2026-01-05,1\n2026-01-05,2\n",
    "words": "date,covers\n2026-01-05,many\n",
    "binary": "\x00\x01\x02\n",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize(
    "call",
    [
        ("forecast", "--daily", "{}", "--origin", "2026-01-05", "--horizon", "3"),
        ("series", "--file", "{}", "--season", "7", "--horizon", "3"),
        ("basket", "--train", "{}", "--cases", "{}"),
        ("recommend", "--train", "{}", "--top", "3"),
        ("value", "--transactions", "{}", "--until", "2026-01-05", "--weeks", "2"),
        ("classify", "--train", "{}", "--test", "{}", "--label", "covers", "--id", "date"),
        ("regress", "--train", "{}", "--test", "{}", "--label", "covers", "--id", "date"),
        ("eta", "--train", "{}", "--test", "{}"),
        ("sentiment", "--train", "{}", "--test", "{}", "--text", "date", "--label", "covers"),
        ("segment", "--features", "{}", "--k", "2"),
        ("elasticity", "--train", "{}", "--test", "{}"),
        ("route", "--instance", "{}", "--seconds", "0.01"),
        ("abtest", "--cases", "{}"),
        ("report", "--splits", "{}", "--out", "{}.md"),
    ],
    ids=lambda call: call[0],
)
def test_what_is_no_file_of_the_kind_ends_with_a_word(tmp_path, name, call):
    path = tmp_path / "bad.csv"
    path.write_text(BAD[name])
    run = lab(*(word.format(path) for word in call))
    # A clear error or an answer of some kind; never a trap, which would be a negative code, and never a number that is none.
    assert run.returncode in (0, 64), run.stderr
    assert "nan" not in run.stdout.lower() and "inf" not in run.stdout.lower()
    if run.returncode == 64:
        assert run.stderr.splitlines()[0].startswith("Error: ") or "Error: " in run.stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    run = lab("series", "--file", tmp_path / "none.csv", "--season", 7, "--horizon", 3)
    assert run.returncode == 64
    assert "none.csv cannot be read" in run.stderr
