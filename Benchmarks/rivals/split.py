#!/usr/bin/env python3
"""Cuts the public data sets into one folder per job, the same way every time.

    split.py DATA OUT
"""

import argparse
import csv
import datetime
import hashlib
import math
import shutil
from collections import defaultdict
from pathlib import Path

ORIGINS = ["2015-07-05", "2015-07-19", "2015-08-02", "2015-08-16", "2015-08-30"]
ROUTES = ["C101", "C105", "C203", "R101", "R105", "R109", "R201", "R205", "RC101", "RC105", "RC201", "RC205"]


def digest(text):
    return hashlib.sha256(str(text).encode()).digest()


def is_test(key):
    """One row in five, by the first byte of the hash of what names it."""
    return digest(key)[0] % 5 == 0


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_dicts(path, rows):
    header = list(rows[0])
    write(path, header, ([row[name] for name in header] for row in rows))


def write_text(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def train_test(folder, rows, key):
    """Writes train.csv and test.csv; `key` names a row from its number and its values."""
    marked = [(is_test(key(number, row)), row) for number, row in enumerate(rows, 1)]
    write_dicts(folder / "train.csv", [row for test, row in marked if not test])
    write_dicts(folder / "test.csv", [row for test, row in marked if test])


def series(source, folder, horizon):
    by_name = defaultdict(list)
    for row in read(source):
        by_name[row["series"]].append(row)
    header = ["series", "t", "value"]
    for file, part in (("train.csv", slice(None, -horizon)), ("truth.csv", slice(-horizon, None))):
        write(folder / file, header, ([row[c] for c in header] for rows in by_name.values() for row in rows[part]))


def forecast(data, out):
    calendar = [(row["date"], row["open"]) for row in read(data / "pizza_sales/daily_total.csv")]
    for kind in ("total", "category", "type"):
        folder = out / f"forecast_{kind}"
        write(folder / "calendar.csv", ["date", "open"], calendar)
        shutil.copyfile(data / f"pizza_sales/daily_{kind}.csv", folder / "daily.csv")
        write_text(folder / "origins.txt", "\n".join(ORIGINS) + "\n")


def eta(data, out):
    # The ids of delivery_time are not unique (a spreadsheet made 6E+02 of some): the number of the row takes their place.
    rows = [{**row, "id": str(number)} for number, row in enumerate(read(data / "delivery_time/train.csv"), 1)]
    train_test(out / "eta", rows, lambda number, row: number)
    rows = [
        {"id" if name == "Order_ID" else name: value for name, value in row.items()}
        for row in read(data / "delivery_time_small/train.csv")
    ]
    train_test(out / "eta_small", rows, lambda number, row: number)


def sentiment(data, out):
    def of_stars(row):
        stars = int(row["stars"])
        return "negative" if stars < 3 else "neutral" if stars == 3 else "positive"

    def of_flags(row):
        return {"11": "mixed", "10": "positive", "01": "negative", "00": "neutral"}[row["opos"] + row["oneg"]]

    sets = [
        ("sentiment_it", "sentiment_it_reviews", of_stars),
        ("sentiment_tweets", "sentiment_it_tweets", of_flags),
        ("sentiment_en", "sentiment_en_sentences", lambda row: row["label"]),
    ]
    for job, source, label in sets:
        rows = [{"id": r["id"], "label": label(r), "text": r["text"]} for r in read(data / source / "train.csv")]
        train_test(out / job, rows, lambda number, row: row["id"])


def value(data, out):
    rows = read(data / "cdnow/transactions.csv")
    header = ["customer", "date", "spend"]
    write(out / "value/transactions.csv", header, ((r["customer_id"], r["date"], r["dollars"]) for r in rows))
    write_text(out / "value/until.txt", "1997-06-30\n")
    write_text(out / "value/weeks.txt", "13\n")


def recommend_new(data, out):
    by_user = defaultdict(list)
    for row in read(data / "movielens100k/ratings.csv"):
        by_user[row["user"]].append((int(row["ts"]), int(row["item"]), row["rating"]))
    train, truth = [], []
    for user in sorted(by_user, key=int):
        # Films are rated by the page, within a second; chance orders those, as the numbers of the films go by how well known they are.
        events = sorted(by_user[user], key=lambda event: (event[0], digest(f"{user},{event[1]}")))
        kept = len(events) - max(1, len(events) // 5)
        train += [(user, item, rating, ts) for ts, item, rating in events[:kept]]
        truth += [(user, item) for _, item, _ in events[kept:]]
    write(out / "recommend_new/train.csv", ["user", "item", "value", "ts"], train)
    write(out / "recommend_new/truth.csv", ["user", "item"], truth)


def recommend_repeat(data, out):
    invoices = {row["invoice"]: row for row in read(data / "online_retail/invoices.csv")}
    train, later = [], []
    for line in read(data / "online_retail/lines.csv"):
        invoice = invoices[line["invoice"]]
        moment = datetime.datetime.fromisoformat(invoice["datetime"]).replace(tzinfo=datetime.timezone.utc)
        event = (invoice["customer_id"], line["stock_code"], line["quantity"], int(moment.timestamp()))
        (train if invoice["datetime"] < "2011-08-01" else later).append(event)
    known = {event[0] for event in train}
    train.sort(key=lambda event: event[3])
    write(out / "recommend_repeat/train.csv", ["user", "item", "value", "ts"], train)
    truth = sorted({(user, item) for user, item, _, _ in later if user in known})
    write(out / "recommend_repeat/truth.csv", ["user", "item"], truth)


def hide(folder, orders):
    """Of each order of two kinds or more, hides one; `orders` are (id, date, time, kinds)."""
    cases, truth = [], []
    for order, date, time, kinds in orders:
        kinds = sorted(kinds)
        if len(kinds) < 2:
            continue
        hidden = kinds.pop(int.from_bytes(digest(order), "big") % len(kinds))
        cases.append((order, date, time, "|".join(kinds)))
        truth.append((order, hidden))
    write(folder / "cases.csv", ["order_id", "date", "time", "given_types"], cases)
    write(folder / "truth.csv", ["order_id", "type"], truth)


def basket(data, out):
    source, folder = data / "pizza_sales", out / "basket"
    (folder / "train").mkdir(parents=True, exist_ok=True)
    for file in ("pizzas.csv", "pizza_types.csv"):
        shutil.copyfile(source / file, folder / "train" / file)
    kind = {row["pizza_id"]: row["pizza_type_id"] for row in read(source / "pizzas.csv")}
    orders, details = read(source / "orders.csv"), read(source / "order_details.csv")
    early = {row["order_id"] for row in orders if row["date"] < "2015-09-01"}
    write_dicts(folder / "train/orders.csv", [row for row in orders if row["order_id"] in early])
    write_dicts(folder / "train/order_details.csv", [row for row in details if row["order_id"] in early])
    kinds = defaultdict(set)
    for row in details:
        kinds[row["order_id"]].add(kind[row["pizza_id"]])
    late = [row for row in orders if row["order_id"] not in early]
    hide(folder, ((row["order_id"], row["date"], row["time"], kinds[row["order_id"]]) for row in late))

    folder = out / "basket_bakery"
    lines = read(data / "bakery/lines.csv")
    write_dicts(folder / "train/lines.csv", [row for row in lines if row["date"] < "2017-02-01"])
    late = {}
    for row in lines:
        if row["date"] >= "2017-02-01":
            late.setdefault(row["transaction"], (row["date"], row["time"], set()))[2].add(row["item"])
    hide(folder, ((order, *rest) for order, rest in late.items()))


def elasticity(data, out):
    rows = read(data / "price_cheese/train.csv")
    weeks = defaultdict(list)
    for row in rows:
        weeks[row["store"]].append(int(row["week"]))
    first = {store: sorted(all)[len(all) - math.ceil(len(all) / 5)] for store, all in weeks.items()}
    write_dicts(out / "elasticity/train.csv", [row for row in rows if int(row["week"]) < first[row["store"]]])
    write_dicts(out / "elasticity/test.csv", [row for row in rows if int(row["week"]) >= first[row["store"]]])
    train_test(out / "elasticity_oj", read(data / "price_oj/train.csv"), lambda number, row: row["id"])


def route(data, out):
    (out / "route").mkdir(parents=True, exist_ok=True)
    for name in [f"{route}.txt" for route in ROUTES] + ["best_known.csv"]:
        shutil.copyfile(data / "vrptw_solomon100" / name, out / "route" / name)


def segment(data, out):
    spent = defaultdict(float)
    for row in read(data / "online_retail/lines.csv"):
        spent[row["invoice"]] += int(row["quantity"]) * float(row["unit_price"])
    invoices = read(data / "online_retail/invoices.csv")
    day = {row["invoice"]: datetime.date.fromisoformat(row["datetime"][:10]) for row in invoices}
    end = max(day.values())
    of_customer = defaultdict(list)
    for row in invoices:
        of_customer[row["customer_id"]].append(row["invoice"])
    customers = sorted(of_customer)
    columns = []
    for measure in (
        lambda all: float((end - max(day[i] for i in all)).days),
        lambda all: math.log1p(len(all)),
        lambda all: math.log1p(sum(spent[i] for i in all)),
    ):
        values = [measure(of_customer[customer]) for customer in customers]
        mean = math.fsum(values) / len(values)
        deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))
        columns.append([round((v - mean) / deviation, 9) for v in values])
    header = ["id", "recency_days", "log1p_frequency", "log1p_monetary"]
    write(out / "segment/features.csv", header, zip(customers, *columns))


def abtest(data, out):
    (out / "abtest").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(data / "ab_stats/cases.json", out / "abtest/cases.json")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder of the public data sets")
    parser.add_argument("out", type=Path, help="where the folders of the jobs go")
    arguments = parser.parse_args()
    data, out = arguments.data, arguments.out
    series(data / "m4_hourly/train.csv", out / "series_hourly", 48)
    series(data / "m4_weekly/train.csv", out / "series_weekly", 13)
    forecast(data, out)
    churn = read(data / "telco_churn/train.csv")
    train_test(out / "classify_churn", churn, lambda number, row: row["customerID"])
    for job in (eta, sentiment, value, recommend_new, recommend_repeat, basket, elasticity, route, segment, abtest):
        job(data, out)


if __name__ == "__main__":
    main()
