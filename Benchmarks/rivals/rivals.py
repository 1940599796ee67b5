#!/usr/bin/env python3
"""Does the jobs of `split.py` with well-known libraries.

    rivals.py SPLITS [--job NAME] [--rival NAME]

Writes SPLITS/<job>/<rival>.csv, and SPLITS/<job>/<rival>.seconds, the CPU seconds of learning and answering. All on one thread.
"""

import os

THREADS = ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "VECLIB_MAXIMUM", "NUMBA", "STAN", "NIXTLA", "RAYON")
for prefix in THREADS:
    os.environ[f"{prefix}_NUM_THREADS"] = "1"

import argparse
import csv
import logging
import signal
import sys
import traceback
import warnings
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

JOBS = {}
SEED = 1
TOP = 10
# After so long a rival is given up.
PATIENCE = 900


def job(*names):
    """The function makes the rivals of these jobs: name -> (columns, what gives the rows)."""

    def register(function):
        for name in names:
            JOBS[name] = function
        return function

    return register


def cpu_seconds():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def read_text(path):
    return path.read_text(encoding="utf-8").split()


def frame(path, **options):
    return pd.read_csv(path, encoding="utf-8", **options)


def text_frame(path):
    """Everything as it is written: NA is a word."""
    return frame(path, dtype=str, keep_default_na=False)


# Series


def level_80(model, values, horizon):
    """Mean and 80 % interval."""
    answer = model.forecast(y=values, h=horizon, level=[80])
    return (np.asarray(answer[name], dtype=float) for name in ("mean", "lo-80", "hi-80"))


@job("series_hourly", "series_weekly")
def series(folder):
    from statsforecast.models import MSTL, AutoARIMA, AutoETS, AutoTheta, DynamicOptimizedTheta, SeasonalNaive

    hourly = folder.name == "series_hourly"
    horizon, season = (48, 24) if hourly else (13, 1)
    table = frame(folder / "train.csv")

    def rows(make):
        out = []
        for name, group in table.groupby("series", sort=False):
            mean, low, high = level_80(make(), group["value"].to_numpy(float), horizon)
            out += [(name, step + 1, mean[step], low[step], high[step]) for step in range(horizon)]
        return out

    rivals = {
        "auto_ets": lambda: AutoETS(season_length=season),
        "auto_theta": lambda: AutoTheta(season_length=season),
        "dynamic_theta": lambda: DynamicOptimizedTheta(season_length=season),
        "seasonal_naive": lambda: SeasonalNaive(season_length=24 if hourly else 52),
    }
    if hourly:
        rivals["mstl"] = lambda: MSTL(season_length=[24, 168], trend_forecaster=AutoETS(model="ZZN"))
        rivals["auto_arima"] = lambda: AutoARIMA(season_length=24, approximation=True)
    else:
        rivals["naive"] = lambda: SeasonalNaive(season_length=1)
        rivals["auto_arima"] = lambda: AutoARIMA(season_length=1)
    columns = ["series", "step", "mean", "p10", "p90"]
    return {name: (columns, partial(rows, make)) for name, make in rivals.items()}


@job("forecast_total", "forecast_category", "forecast_type")
def forecast(folder):
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta, SeasonalNaive

    horizon = 28
    calendar = frame(folder / "calendar.csv")
    is_open = {day: flag != 0 for day, flag in zip(calendar["date"], calendar["open"])}
    table = frame(folder / "daily.csv")
    names = [name for name in table.columns if name not in ("date", "open")]

    def past(origin, name):
        """The days until the origin; what a day would have brought had the shop been open is what the same weekday brought before."""
        known = table[table["date"] <= origin]
        days, values = list(known["date"]), known[name].to_numpy(float).copy()
        for index, day in enumerate(days):
            if not is_open.get(day, True):
                values[index] = values[index - 7] if index >= 7 else np.nan
        return days, np.where(np.isnan(values), np.nanmean(values), values)

    def rows(answer):
        out = []
        for origin in read_text(folder / "origins.txt"):
            ahead = [str(date.fromisoformat(origin) + timedelta(step + 1)) for step in range(horizon)]
            for name in names:
                mean, low, high = (np.maximum(part, 0) for part in answer(*past(origin, name), ahead))
                for step, day in enumerate(ahead):
                    here = (mean[step], low[step], mean[step], high[step]) if is_open.get(day, True) else (0, 0, 0, 0)
                    out.append((origin, day, name, *here))
        return out

    def with_prophet(days, values, ahead):
        model = Prophet(
            interval_width=0.8, weekly_seasonality=True, yearly_seasonality=False, daily_seasonality=False)
        model.fit(pd.DataFrame({"ds": pd.to_datetime(days), "y": values}), seed=SEED)
        np.random.seed(SEED)
        answer = model.predict(pd.DataFrame({"ds": pd.to_datetime(ahead)}))
        return (answer[name].to_numpy() for name in ("yhat", "yhat_lower", "yhat_upper"))

    models = {
        "auto_ets": lambda: AutoETS(season_length=7),
        "auto_arima": lambda: AutoARIMA(season_length=7),
        "auto_theta": lambda: AutoTheta(season_length=7),
        "seasonal_naive": lambda: SeasonalNaive(season_length=7),
    }
    answers = {
        name: lambda days, values, ahead, make=make: level_80(make(), values, len(ahead))
        for name, make in models.items()
    }
    if folder.name != "forecast_type":
        try:
            from prophet import Prophet

            for logger in ("prophet", "cmdstanpy"):
                logging.getLogger(logger).disabled = True
            answers["prophet"] = with_prophet
        except ImportError as error:
            print(f"{folder.name} prophet: skipped, {error}")
    columns = ["origin", "date", "series", "mean", "p10", "p50", "p90"]
    return {name: (columns, partial(rows, answer)) for name, answer in answers.items()}


# Tables


@job("classify_churn")
def churn(folder):
    from lightgbm import LGBMClassifier
    from sklearn.compose import make_column_transformer
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    train, test = text_frame(folder / "train.csv"), text_frame(folder / "test.csv")
    numbers = ["tenure", "MonthlyCharges", "TotalCharges"]
    words = [name for name in train.columns if name not in numbers + ["customerID", "Churn"]]
    for table in (train, test):
        for name in numbers:
            # Nothing has been charged of whoever has only just come.
            table[name] = pd.to_numeric(table[name].str.strip(), errors="coerce").fillna(0.0)

    def prepared():
        return make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), words))

    def dense():
        return make_column_transformer(
            ("passthrough", numbers), (OneHotEncoder(handle_unknown="ignore", sparse_output=False, drop="if_binary"), words))

    models = {
        "logistic": lambda: make_pipeline(prepared(), LogisticRegression(max_iter=2000)),
        "random_forest": lambda: make_pipeline(
            dense(), RandomForestClassifier(500, min_samples_leaf=3, n_jobs=1, random_state=SEED)),
        "hist_boosting": lambda: make_pipeline(
            dense(), HistGradientBoostingClassifier(learning_rate=0.05, early_stopping=True, random_state=SEED)),
        "lightgbm": lambda: make_pipeline(dense(), LGBMClassifier(
            n_estimators=150, learning_rate=0.04, num_leaves=15, min_child_samples=30, n_jobs=1, random_state=SEED, verbose=-1)),
    }
    classes = sorted(train["Churn"].unique())

    def rows(make):
        model = make().fit(train[numbers + words], train["Churn"])
        chances = model.predict_proba(test[numbers + words])
        order = [list(model.classes_).index(c) for c in classes]
        return [(name, *chance[order]) for name, chance in zip(test["customerID"], chances)]

    return {name: (["id", *(f"p_{c}" for c in classes)], partial(rows, make)) for name, make in models.items()}


def haversine(lat1, lon1, lat2, lon2):
    lat1, lon1, lat2, lon2 = map(np.radians, (lat1, lon1, lat2, lon2))
    root = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(np.clip(root, 0, 1)))


def delivery_features(table, latitudes):
    """Positions lose their sign; where one is missing (0), its offset to the other is kept and laid where the city is."""
    table = table.copy()
    city = table["courier_id"].str.extract(r"^([A-Z]+?)RES", expand=False).fillna("?")
    rest_lat, rest_lon = table["rest_lat"].abs(), table["rest_lon"].abs()
    dest_lat, dest_lon = table["dest_lat"].abs(), table["dest_lon"].abs()
    lost = (rest_lat < 1) | (rest_lon < 1)
    latitude = city.map(latitudes).fillna(np.mean(list(latitudes.values())))
    shift = np.where(lost, latitude, 0.0)
    distance = haversine(rest_lat + shift, rest_lon, dest_lat + shift, dest_lon)
    age, rating = pd.to_numeric(table["courier_age"]), pd.to_numeric(table["courier_rating"])
    return pd.DataFrame({
        "distance": np.where(distance > 100, np.nan, distance), "lost": lost.astype(float),
        "lat": np.where(lost, np.nan, rest_lat), "lon": np.where(lost, np.nan, rest_lon), "age": age,
        "rating": rating, "city": city, "order": table["order_type"].str.strip(), "vehicle": table["vehicle"].str.strip(),
    })


@job("eta", "eta_small")
def eta(folder):
    from lightgbm import LGBMRegressor
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import RidgeCV
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    small = folder.name == "eta_small"
    target = "Delivery_Time_min" if small else "minutes"
    train, test = frame(folder / "train.csv"), frame(folder / "test.csv")

    def prepared():
        if small:
            parts = [table.drop(columns=["id", target]) for table in (train, test)]
        else:
            city = train["courier_id"].str.extract(r"^([A-Z]+?)RES", expand=False)
            good = train["rest_lat"].abs() > 1
            latitudes = train["rest_lat"].abs()[good].groupby(city[good]).median().to_dict()
            parts = [delivery_features(table, latitudes) for table in (train, test)]
        both = pd.get_dummies(pd.concat(parts), dummy_na=small, dtype=float)
        seen = both.columns[(both.iloc[: len(train)].nunique() > 1).to_numpy()]
        return both[seen].iloc[: len(train)], both[seen].iloc[len(train):]

    def lightgbm(quantile=None):
        how = {"objective": "quantile", "alpha": quantile} if quantile else {}
        size = {"n_estimators": 150, "learning_rate": 0.04, "num_leaves": 7} if small else {
            "n_estimators": 500, "learning_rate": 0.05, "num_leaves": 63}
        return LGBMRegressor(n_jobs=1, random_state=SEED, verbose=-1, **size, **how)

    def hist(quantile=None):
        how = {"loss": "quantile", "quantile": quantile} if quantile else {}
        size = {"max_iter": 150, "learning_rate": 0.04, "max_leaf_nodes": 7, "early_stopping": False} if small else {
            "max_iter": 500, "learning_rate": 0.05, "max_leaf_nodes": 63, "early_stopping": True}
        return HistGradientBoostingRegressor(random_state=SEED, **size, **how)

    def boosted(make):
        known, asked = prepared()
        low, mean, high = (make(q).fit(known, train[target]).predict(asked) for q in (0.1, None, 0.9))
        return list(zip(test["id"], mean, np.minimum(low, high), np.maximum(low, high)))

    def ridge():
        known, asked = prepared()
        middle = known.median()
        known, asked = known.fillna(middle), asked.fillna(middle)
        model = make_pipeline(StandardScaler(), RidgeCV(np.logspace(-2, 3, 11)))
        off = train[target] - cross_val_predict(model, known, train[target], cv=5)
        mean = model.fit(known, train[target]).predict(asked)
        low, high = np.quantile(off, [0.1, 0.9])
        return list(zip(test["id"], mean, mean + low, mean + high))

    columns = ["id", "mean", "p10", "p90"]
    return {
        "lightgbm": (columns, partial(boosted, lightgbm)),
        "hist_boosting": (columns, partial(boosted, hist)),
        "ridge": (columns, ridge),
    }


@job("sentiment_it", "sentiment_tweets", "sentiment_en")
def sentiment(folder):
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_union
    from sklearn.svm import LinearSVC

    train, test = text_frame(folder / "train.csv"), text_frame(folder / "test.csv")
    classes = sorted(train["label"].unique())

    def prepared():
        union = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b"),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float64))
        return union.fit_transform(train["text"]).tocsr(), union.transform(test["text"]).tocsr()

    def in_order(labels, model, chances):
        order = [list(model.classes_).index(c) for c in classes]
        return [(name, label, *chance[order]) for name, label, chance in zip(test["id"], labels, chances)]

    def logistic(weight):
        known, asked = prepared()
        model = LogisticRegression(C=4, class_weight=weight, max_iter=1000).fit(known, train["label"])
        return in_order(model.predict(asked), model, model.predict_proba(asked))

    def svc(weight):
        """With weights the label is the machine's own; without, the likeliest."""
        known, asked = prepared()
        plain = LinearSVC(C=0.5, class_weight=weight, random_state=SEED)
        model = CalibratedClassifierCV(plain, cv=5, n_jobs=1).fit(known, train["label"])
        judge = plain.fit(known, train["label"]) if weight else model
        return in_order(judge.predict(asked), model, model.predict_proba(asked))

    columns = ["id", "label", *(f"p_{c}" for c in classes)]
    return {
        "logistic": (columns, partial(logistic, None)),
        "logistic_balanced": (columns, partial(logistic, "balanced")),
        "svc": (columns, partial(svc, None)),
        "svc_balanced": (columns, partial(svc, "balanced")),
    }


# Customers


@job("value")
def value(folder):
    from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

    until, weeks = pd.Timestamp(read_text(folder / "until.txt")[0]), float(read_text(folder / "weeks.txt")[0])
    table = frame(folder / "transactions.csv", dtype={"customer": str}, parse_dates=["date"])

    def summary():
        """In weeks, and in days of buying: several receipts of a day are one purchase."""
        days = table[table["date"] <= until].groupby(["customer", "date"], as_index=False)["spend"].sum()
        first = days.groupby("customer")["date"].transform("min")
        repeats = days[days["date"] > first].groupby("customer")["spend"]
        dates = days.groupby("customer")["date"]
        out = pd.DataFrame({
            "frequency": dates.count() - 1.0, "recency": (dates.max() - dates.min()).dt.days / 7,
            "age": (until - dates.min()).dt.days / 7})
        out["worth"] = repeats.mean().reindex(out.index).fillna(0.0)
        return out

    def rows(fitter):
        known = summary()
        frequency, recency, age, worth = (known[name] for name in ("frequency", "recency", "age", "worth"))
        model = fitter(penalizer_coef=0.0)
        model.fit(frequency, recency, age)
        orders = np.asarray(model.conditional_expected_number_of_purchases_up_to_time(weeks, frequency, recency, age))
        active = np.asarray(model.conditional_probability_alive(frequency, recency, age))
        money = GammaGammaFitter(penalizer_coef=0.0)
        paid = known[(frequency > 0) & (worth > 0)]
        money.fit(paid["frequency"], paid["worth"])
        each = np.asarray(money.conditional_expected_average_profit(frequency, worth))
        if not (np.isfinite(orders).all() and np.isfinite(active).all() and np.isfinite(each).all()):
            raise ValueError("not all of what it expects is finite")
        return list(zip(known.index, orders, orders * each, active))

    columns = ["customer", "orders", "spend", "active"]
    fitters = {"bg_nbd": BetaGeoFitter, "mbg_nbd": ModifiedBetaGeoFitter, "pareto_nbd": ParetoNBDFitter}
    return {name: (columns, partial(rows, fitter)) for name, fitter in fitters.items()}


@job("segment")
def segment(folder):
    from sklearn.cluster import KMeans

    def rows():
        table = frame(folder / "features.csv", dtype={"id": str})
        groups = KMeans(5, n_init=10, random_state=SEED).fit_predict(table.drop(columns="id").to_numpy())
        rank = {group: place for place, (group, _) in enumerate(Counter(groups.tolist()).most_common())}
        return [(name, rank[group]) for name, group in zip(table["id"], groups)]

    return {"kmeans": (["id", "segment"], rows)}


# Recommendations


class Events:
    """Who took what: a matrix of how often, users by items."""

    def __init__(self, table, users=None, items=None):
        from scipy.sparse import csr_matrix

        once = table.drop_duplicates(["user", "item", "ts"])
        self.table = table
        self.users = users if users is not None else pd.Index(table["user"].unique())
        self.items = items if items is not None else pd.Index(sorted(table["item"].unique()))
        at = self.users.get_indexer(once["user"]), self.items.get_indexer(once["item"])
        self.counts = csr_matrix((np.ones(len(once)), at), shape=(len(self.users), len(self.items)))
        self.counts.sum_duplicates()

    def split(self, repeats):
        """What to learn from to be judged by the last of it, and that last part as sets of items."""
        table = self.table
        if repeats:
            border = table["ts"].max() - 38 * 86400
            late = table["ts"] >= border
        else:
            place = table.groupby("user").cumcount() / table.groupby("user")["user"].transform("size")
            late = place >= 0.8
        early = Events(table[~late], self.users, self.items)
        wanted = defaultdict(set)
        for user, item in zip(self.users.get_indexer(table["user"][late]), self.items.get_indexer(table["item"][late])):
            wanted[user].add(item)
        has_past = np.diff(early.counts.indptr) > 0
        return early, {user: items for user, items in wanted.items() if has_past[user]}


def best(scores, counts, repeats):
    """The best items of each user, by scores of all items, and -1 where there are no more."""
    scores = np.array(scores, dtype=float)
    if not repeats:
        scores[counts.nonzero()] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
    return np.where(np.isfinite(np.take_along_axis(scores, order, 1)), order, -1)


def gain(ranked, wanted):
    """Normalised discounted cumulative gain at ten."""
    discount = 1 / np.log2(np.arange(TOP) + 2)
    total = 0.0
    for user, items in wanted.items():
        hits = np.array([item in items for item in ranked[user]], dtype=float)
        total += hits @ discount[: len(hits)] / discount[: min(TOP, len(items))].sum()
    return total / max(len(wanted), 1)


def popularity_scores(counts, repeats):
    much = np.asarray((counts if repeats else counts.sign()).sum(axis=0)).ravel()
    return np.broadcast_to(much, counts.shape)


@job("recommend_new", "recommend_repeat")
def recommend(folder):
    from implicit.als import AlternatingLeastSquares
    from implicit.nearest_neighbours import BM25Recommender

    repeats = folder.name == "recommend_repeat"
    table = frame(folder / "train.csv", dtype={"user": str, "item": str}).sort_values("ts", kind="stable")

    def popularity(counts):
        return best(popularity_scores(counts, repeats), counts, repeats)

    def own_frequency(counts):
        share = popularity_scores(counts, True)
        return best(counts.toarray() + share / (share.max() + 1.0), counts, True)

    def with_implicit(model, counts):
        counts = counts.astype(np.float32)
        model.fit(counts, show_progress=False)
        ids, _ = model.recommend(
            np.arange(counts.shape[0]), counts, N=TOP, filter_already_liked_items=not repeats)
        return ids

    def als(counts, strength, regularization):
        weights = counts.copy()
        weights.data = 1 + strength * np.log1p(weights.data)
        return with_implicit(AlternatingLeastSquares(
            factors=64, regularization=regularization, iterations=15, num_threads=1, random_state=SEED), weights)

    def bm25(counts, neighbours, b):
        return with_implicit(BM25Recommender(K=neighbours, K1=1.2, B=b, num_threads=1), counts)

    def ease(counts, penalty):
        taken = counts.sign()
        gram = (taken.T @ taken).toarray()
        gram[np.diag_indices_from(gram)] += penalty
        inverse = np.linalg.inv(gram)
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        return best(taken @ weights, counts, repeats)

    # Of several, what does best on the last part of what is known.
    ways = {
        "popularity": [popularity],
        "als": [partial(als, strength=s, regularization=r) for s in (0, 1, 4) for r in (5.0, 20.0, 60.0)],
        "bm25": [partial(bm25, neighbours=k, b=b) for k in (20, 100) for b in (0.0, 0.2, 0.5)],
        "ease": [partial(ease, penalty=p) for p in (50, 200, 500, 1500)],
    }
    if repeats:
        ways["own_frequency"] = [own_frequency]

    def rows(name):
        events = Events(table)
        way = ways[name][0]
        if len(ways[name]) > 1:
            early, wanted = events.split(repeats)
            way = max(ways[name], key=lambda way: gain(way(early.counts), wanted))
            print(f"{folder.name} {name}: {way.keywords}")
        ranked = way(events.counts)
        return [(user, "|".join(events.items[i] for i in items if i >= 0)) for user, items in zip(events.users, ranked)]

    return {name: (["user", "ranked"], partial(rows, name)) for name in ways}


@job("basket", "basket_bakery")
def basket(folder):
    cases = text_frame(folder / "cases.csv")

    def orders():
        if folder.name == "basket_bakery":
            lines = text_frame(folder / "train/lines.csv")
            return lines.groupby("transaction")["item"].agg(set)
        kind = text_frame(folder / "train/pizzas.csv").set_index("pizza_id")["pizza_type_id"]
        details = text_frame(folder / "train/order_details.csv")
        return details["pizza_id"].map(kind).groupby(details["order_id"]).agg(set)

    def rows(score):
        known = orders()
        kinds = sorted(set().union(*known))
        index = {kind: number for number, kind in enumerate(kinds)}
        taken = np.zeros((len(known), len(kinds)))
        for row, order in enumerate(known):
            taken[row, [index[kind] for kind in order]] = 1
        together = taken.T @ taken
        out = []
        for order, given in zip(cases["order_id"], cases["given_types"]):
            given = set(given.split("|"))
            scores = score(together, [index[kind] for kind in sorted(given) if kind in index])
            # What is equal goes by how often it is bought.
            ranking = np.lexsort((-np.diag(together), -scores))
            out.append((order, "|".join(kinds[i] for i in ranking if kinds[i] not in given)))
        return out

    def popularity(together, given):
        return np.diag(together).copy()

    def cosine(together, given):
        size = np.sqrt(np.diag(together))
        return (together / np.outer(size, size))[given].sum(axis=0)

    def confidence(together, given):
        """How often the others were bought with what is given."""
        return (together / np.diag(together)[:, None])[given].sum(axis=0)

    columns = ["order_id", "ranked"]
    ways = {"popularity": popularity, "cosine": cosine, "confidence": confidence}
    return {name: (columns, partial(rows, way)) for name, way in ways.items()}


# Prices


@job("elasticity", "elasticity_oj")
def elasticity(folder):
    import statsmodels.formula.api as formulas
    from sklearn.linear_model import LinearRegression

    juice = folder.name == "elasticity_oj"
    keys, group, shown, sold = (["id"], "brand", "feat", "sales") if juice else (["store", "week"], "store", "disp", "vol")

    def prepared():
        out = []
        for file in ("train.csv", "test.csv"):
            table = frame(folder / file)
            table["log_price"], table["log_sold"] = np.log(table["price"]), np.log(table[sold])
            out.append(table.rename(columns={group: "group_", shown: "shown"}))
        return out

    def answer(test, predicted):
        names = [test["group_" if key == group else key] for key in keys]
        return list(zip(*names, np.exp(np.asarray(predicted))))

    def per_group():
        train, test = prepared()
        predicted = pd.Series(index=test.index, dtype=float)
        for name, part in test.groupby("group_"):
            known = train[train["group_"] == name]
            model = LinearRegression().fit(known[["log_price", "shown"]], known["log_sold"])
            predicted[part.index] = model.predict(part[["log_price", "shown"]])
        return answer(test, predicted)

    def fixed_effects():
        train, test = prepared()
        return answer(test, formulas.ols("log_sold ~ log_price + shown + C(group_)", train).fit().predict(test))

    def mixed():
        train, test = prepared()
        middle = train["log_price"].mean()
        for table in (train, test):
            table["log_price"] -= middle
        model = formulas.mixedlm(
            "log_sold ~ log_price + shown", train, groups="group_", re_formula="~log_price + shown").fit(method="lbfgs")
        own = test["group_"].map(lambda name: model.random_effects[name].to_numpy())
        design = np.column_stack([np.ones(len(test)), test["log_price"], test["shown"]])
        return answer(test, model.predict(test) + (design * np.vstack(own)).sum(axis=1))

    columns = [*keys, sold]
    return {
        f"ols_per_{group}": (columns, per_group),
        "ols_fixed_effects": (columns, fixed_effects),
        "mixedlm": (columns, mixed),
    }


# Routes


class Instance:
    """A problem of Solomon. Legs are cut to one decimal, as where the best known were found, and counted in tenths."""

    def __init__(self, path):
        numbers = [line.split() for line in path.read_text().splitlines()]
        numbers = [[int(word) for word in words] for words in numbers if words and all(w.isdigit() for w in words)]
        self.name, self.capacity = path.stem, next(row for row in numbers if len(row) == 2)[1]
        rows = np.array([row for row in numbers if len(row) == 7])
        self.places = rows[:, 1:3]
        self.demand = rows[:, 3]
        self.ready, self.due, self.service = rows[:, 4] * 10, rows[:, 5] * 10, rows[:, 6] * 10
        offset = self.places[:, None, :] - self.places[None, :, :]
        self.float_distance = np.sqrt((offset**2).sum(axis=2))
        # Of a whole number under the root, exactly.
        self.distance = np.floor(np.sqrt(100 * (offset**2).sum(axis=2)) + 1e-9).astype(int)

    def length(self, routes):
        """In full precision; throws when the routes are not allowed."""
        if sorted(stop for route in routes for stop in route) != list(range(1, len(self.places))):
            raise ValueError(f"{self.name}: not every customer once")
        total = 0.0
        for route in routes:
            if self.demand[route].sum() > self.capacity:
                raise ValueError(f"{self.name}: too much for a vehicle")
            time, here = self.ready[0], 0
            for stop in [*route, 0]:
                time = max(time + (self.service[here] if here else 0) + self.distance[here, stop], self.ready[stop])
                if time > self.due[stop]:
                    raise ValueError(f"{self.name}: too late at {stop}")
                total += self.float_distance[here, stop]
                here = stop
        return total


def solve_pyvrp(problem, seconds):
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime

    model = Model()

    def window(i):
        return {"tw_early": int(problem.ready[i]), "tw_late": int(problem.due[i])}

    places = [model.add_location(*place) for place in problem.places.tolist()]
    depot = model.add_depot(places[0], **window(0))
    model.add_vehicle_type(
        len(places) - 1, capacity=int(problem.capacity), start_depot=depot, end_depot=depot, **window(0))
    for i, place in enumerate(places[1:], 1):
        model.add_client(
            place, delivery=int(problem.demand[i]), service_duration=int(problem.service[i]), **window(i))
    for i, start in enumerate(places):
        for j, end in enumerate(places):
            if i != j:
                leg = int(problem.distance[i, j])
                model.add_edge(start, end, distance=leg, duration=leg)
    result = model.solve(stop=MaxRuntime(seconds), seed=SEED, display=False)
    return [[stop.idx + 1 for stop in route if stop.is_client()] for route in result.best.routes()]


def solve_ortools(problem, seconds):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    # As many as the problem has, which is more than any of them needs.
    vehicles = 25
    manager = pywrapcp.RoutingIndexManager(len(problem.places), vehicles, 0)
    routing = pywrapcp.RoutingModel(manager)
    node = manager.IndexToNode
    distance = routing.RegisterTransitMatrix(problem.distance.tolist())
    time = routing.RegisterTransitMatrix((problem.distance + problem.service[:, None]).tolist())
    load = routing.RegisterUnaryTransitVector(problem.demand.tolist())
    routing.SetArcCostEvaluatorOfAllVehicles(distance)
    routing.AddDimension(load, 0, int(problem.capacity), True, "load")
    end = int(problem.due[0])
    routing.AddDimension(time, end, end, False, "time")
    moments = routing.GetDimensionOrDie("time")
    for stop in range(1, len(problem.places)):
        moments.CumulVar(manager.NodeToIndex(stop)).SetRange(int(problem.ready[stop]), int(problem.due[stop]))
    how = pywrapcp.DefaultRoutingSearchParameters()
    how.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    how.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    how.time_limit.FromMilliseconds(int(seconds * 1000))
    solution = routing.SolveWithParameters(how)
    if solution is None:
        raise ValueError(f"{problem.name}: no solution")
    routes = []
    for vehicle in range(vehicles):
        route, index = [], solution.Value(routing.NextVar(routing.Start(vehicle)))
        while not routing.IsEnd(index):
            route.append(node(index))
            index = solution.Value(routing.NextVar(index))
        routes.append(route)
    return [route for route in routes if route]


@job("route")
def route(folder):
    import ortools.constraint_solver.pywrapcp  # noqa: F401
    import pyvrp  # noqa: F401

    def rows(solve):
        out = []
        for path in sorted(folder.glob("*.txt")):
            problem = Instance(path)
            routes = solve(problem, 10.0)
            out.append((problem.name, problem.length(routes), len(routes)))
        return out

    columns = ["instance", "distance", "vehicles"]
    return {"pyvrp": (columns, partial(rows, solve_pyvrp)), "ortools": (columns, partial(rows, solve_ortools))}


# All of them


def plain(value):
    """Numbers as Python writes them, whole digits and all."""
    return value.item() if isinstance(value, np.generic) else value


def give_up(number, stack):
    raise TimeoutError("took too long")


def run(folder, name, columns, give):
    """Writes what a rival says; whether it did."""
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(300 if folder.name == "series_hourly" and name == "auto_arima" else PATIENCE)
    started = cpu_seconds()
    try:
        rows = [tuple(plain(value) for value in row) for row in give()]
        if any(isinstance(value, float) and not np.isfinite(value) for row in rows for value in row):
            raise ValueError("an answer is not finite")
    finally:
        signal.alarm(0)
    seconds = cpu_seconds() - started
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    (folder / f"{name}.seconds").write_text(f"{seconds:.2f}\n", encoding="utf-8")
    print(f"{folder.name} {name}: {len(rows)} rows, {seconds:.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("splits", type=Path, help="the folder that split.py has written")
    parser.add_argument("--job", choices=sorted(JOBS), help="only this job")
    parser.add_argument("--rival", help="only this rival")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    skipped = []

    def skip(what, error):
        traceback.print_exc()
        skipped.append(f"{what}: skipped, {type(error).__name__}: {error}")
        print(skipped[-1], flush=True)

    for name in [arguments.job] if arguments.job else JOBS:
        folder = arguments.splits / name
        try:
            rivals = JOBS[name](folder)
        except Exception as error:  # A library that is missing is the loss of its job only.
            skip(name, error)
            continue
        for rival, (columns, give) in rivals.items():
            if arguments.rival in (None, rival):
                for kind in (".csv", ".seconds"):
                    (folder / (rival + kind)).unlink(missing_ok=True)
                try:
                    run(folder, rival, columns, give)
                except Exception as error:
                    skip(f"{name} {rival}", error)
    print(f"{len(skipped)} skipped", *skipped, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
