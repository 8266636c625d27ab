"""Name resolution with real names: how people call listed companies, and spellings of organisations and persons.

Reads ../shared/data (or DAZI_SHARED); without it there is nothing to measure, and it says so. In the index: the full
names of the companies, and 60,000 short names of others that distract; a registered short name is not told to it.
"""

import csv
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

from rapidfuzz import fuzz, process

from benchmarks.figure import Bar, Effort, Figure, latencies
from benchmarks.report import main
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import understand
from knowledge.graph.names.model import Ambiguous, Name, Resolution, Resolved
from knowledge.graph.names.pairs import SAME, likeness
from knowledge.graph.names.resolve import resolve

DATA = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "data"
OF_EACH_KIND, QUESTIONS, RIVALS = 300, 400, 40
LIMIT = 10
SEED = 5
BARS = {
    "no_suffix": 0.99,
    "core": 0.97,
    "short": 0.90,
    "short, not part of the full name": 0.70,
    "initials": 0.70,
    "homophone": 0.93,
    "dropped_char": 0.92,
    "pinyin": 0.95,
}
HOW = "right: resolved to it, or ambiguous with it among the candidates"

Row = dict[str, str]
Guess = Callable[[str], str]


def run(effort: Effort) -> Sequence[Figure]:
    """All of it; without the data one line that says so."""
    if not DATA.is_dir():
        return [Figure(f"skipped: no data in {DATA.name}", 0, "")]
    return [*_companies(effort, Random(SEED)), *_pairs(), *_organisations()]


def rows(*path: str) -> list[Row]:
    """The rows of a CSV file of the data."""
    with DATA.joinpath(*path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _companies(effort: Effort, rng: Random) -> list[Figure]:
    asked = rows("cn_company_names", "mentions_derived_dev.csv")
    known = {row["full_name"]: row["code"] for row in rows("cn_company_names", "companies_dev.csv")}
    taken = {row["mention"] for row in asked} | {row["short_name"] for row in asked}
    others = (DATA / "cn_company_shortforms" / "shortforms_dev_60k.txt").read_text(encoding="utf-8").split()
    names = known | {other: f"other {number}" for number, other in enumerate(others) if other not in taken}
    index = NameIndex.build(Name("customer", code, text) for text, code in names.items())
    samples = {kind: _sample(of_kind, effort.count(OF_EACH_KIND), rng) for kind, of_kind in _kinds(asked).items()}
    return [
        *_mentions(index, samples),
        *_questions(index, effort, rng),
        *_rivals(names, samples),
    ]


def _kinds(asked: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {kind: [] for kind in BARS}
    for row in asked:
        found[row["kind"]].append(row)
        if row["kind"] == "short" and row["short_name"] not in row["full_name"]:
            found["short, not part of the full name"].append(row)
    return found


def _sample(of_kind: list[Row], count: int, rng: Random) -> list[Row]:
    return rng.sample(of_kind, min(count, len(of_kind)))


def _mentions(index: NameIndex, samples: dict[str, list[Row]]) -> list[Figure]:
    figures: list[Figure] = []
    wrong = asked = 0
    times: list[float] = []
    for kind, sample in samples.items():
        outcomes = []
        for row in sample:
            started = time.perf_counter()
            outcomes.append((resolve(index, row["mention"], limit=LIMIT), row["code"]))
            times.append(time.perf_counter() - started)
        right = sum(_right(outcome, code) for outcome, code in outcomes) / len(sample)
        sure = sum(isinstance(outcome, Resolved) and _right(outcome, code) for outcome, code in outcomes) / len(sample)
        wrong += sum(isinstance(outcome, Resolved) and not _right(outcome, code) for outcome, code in outcomes)
        asked += len(sample)
        figures.append(Figure(f"{kind}: right", right, "", Bar(BARS[kind], at_least=True), HOW))
        figures.append(Figure(f"{kind}: resolved without asking", sure, ""))
    figures.append(Figure("confidently wrong, all kinds", wrong / asked, "", Bar(0.01)))
    return [*figures, *latencies("a mention among 62,000 names", times, None, None, "one after the other")]


def _right(outcome: Resolution, code: str) -> bool:
    match outcome:
        case Resolved(candidate):
            return candidate.entity_id == code
        case Ambiguous(candidates):
            return any(one.entity_id == code for one in candidates)
        case _:
            return False


def _questions(index: NameIndex, effort: Effort, rng: Random) -> list[Figure]:
    asked = _sample(rows("cn_company_names", "questions_dev.csv"), effort.count(QUESTIONS), rng)
    outcomes = [(understand(index, row["question"], limit=LIMIT), row["code"]) for row in asked]
    right = sum(_right(outcome, code) for outcome, code in outcomes) / len(asked)
    return [Figure("the company in a real question", right, "", Bar(0.97, at_least=True), HOW)]


def _rivals(names: dict[str, str], samples: dict[str, list[Row]]) -> list[Figure]:
    """The first answer of others, for fewer of the same mentions."""
    texts = list(names)
    table = _trigrams(texts)

    def by_ratio(text: str) -> str:
        return process.extractOne(text, texts, scorer=fuzz.WRatio)[0]

    def by_trigrams(text: str) -> str:
        grams = " OR ".join(f'"{text[at : at + 3]}"' for at in range(len(text) - 2))
        query = "SELECT name FROM names WHERE names MATCH ? ORDER BY bm25(names) LIMIT 1"
        found = table.execute(query, (grams.replace("'", ""),)).fetchone() if grams else None
        return str(found[0]) if found else ""

    rivals: dict[str, Guess] = {"rapidfuzz extractOne(WRatio)": by_ratio, "SQLite FTS5 trigram": by_trigrams}
    return [
        Figure(f"{kind}: {who}", sum(names.get(guess(row["mention"])) == row["code"] for row in few) / len(few), "")
        for kind, sample in samples.items()
        for few in (sample[:RIVALS],)
        for who, guess in rivals.items()
    ]


def _trigrams(texts: Iterable[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    connection.executemany("INSERT INTO names VALUES (?)", ((text,) for text in texts))
    return connection


def _pairs() -> list[Figure]:
    pairs = rows("er_names_en", "name_pairs_dev.csv")
    scored = [(likeness(row["name1"], row["name2"]), row) for row in pairs]
    plain = [(fuzz.token_sort_ratio(row["name1"].lower(), row["name2"].lower()), row) for row in pairs]
    persons = [one for one in scored if one[1]["schema"] == "Person"]
    others = [one for one in scored if one[1]["schema"] != "Person"]
    return [
        Figure("English pairs, AUC, all", _auc(scored), "", Bar(0.90, at_least=True)),
        Figure("English pairs, AUC, organisations", _auc(others), ""),
        Figure("English pairs, AUC, persons", _auc(persons), ""),
        Figure("English pairs, AUC, plain token sort", _auc(plain), ""),
    ]


def _auc(scored: Sequence[tuple[float, Row]]) -> float:
    same = [score for score, row in scored if row["is_match"] == "True"]
    apart = [score for score, row in scored if row["is_match"] != "True"]
    wins = sum((one > other) + 0.5 * (one == other) for one in same for other in apart)
    return wins / (len(same) * len(apart))


def _organisations() -> list[Figure]:
    """Pairwise F1 of the groups that alike spellings form, over all pairs of filed names."""
    filed = rows("er_patents_orgs", "applicant_names_dev.csv")
    spellings = sorted({row["person_name"] for row in filed})
    group = {spelling: spelling for spelling in spellings}

    def first(spelling: str) -> str:
        while group[spelling] != spelling:
            spelling = group[spelling]
        return spelling

    for one, other in combinations(spellings, 2):
        if likeness(one, other) >= SAME:
            group[first(one)] = first(other)
    found = [(first(row["person_name"]), row["leuven_id"]) for row in filed]
    both = sum(a == b and x == y for (a, x), (b, y) in combinations(found, 2))
    either = sum((a == b) + (x == y) for (a, x), (b, y) in combinations(found, 2))
    return [Figure("spellings of organisations, pairwise F1", 2 * both / either, "", Bar(0.85, at_least=True))]


if __name__ == "__main__":
    raise SystemExit(main([("Real names", run)]))
