"""Name resolution at 100,000 and at 1,000,000 made names (60 % Chinese companies, 35 % English, 5 % persons).

Queries are short forms and names with a typo, a dropped or two swapped
characters; each is timed alone in this process, after the index is built. rapidfuzz gets the same queries (fewer, as it
is slower) over the same folded names in the same run. The million is saved and taken up again before it is asked.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from rapidfuzz import fuzz, process

from benchmarks import real_names
from benchmarks.figure import Bar, Effort, Figure, latencies
from benchmarks.report import main
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Ambiguous, Name, Resolution, Resolved
from knowledge.graph.names.normalise import fold, take_apart
from knowledge.graph.names.resolve import resolve

NAMES, MILLION = 100_000, 1_000_000
QUERIES = 2_000
RAPIDFUZZ_QUERIES = 60
SEED = 7
HOW = "one query after the other in this process, short forms, typos, dropped and swapped characters"

_CHARACTERS = (
    "安邦宝北博采昌晨诚传创大德鼎东恩方飞丰福富高格冠光广国海汉航豪和恒弘宏鸿华汇慧佳嘉建江杰金锦京晶景九巨军凯康科可坤"
    "兰蓝朗乐力立利联良龙隆绿茂美民明纳南能宁诺欧派鹏平普奇启千乾强勤清庆泉荣瑞润三森上尚升盛时世首顺思斯四泰腾天通同万旺"
    "威维伟文五希祥新信星兴雄旭亚阳业伊易益银英盈永优友宇裕元源远跃云展长振正志智中众卓子宗"
)
_PLACES = ("", "", "北京", "上海", "深圳市", "广东", "江苏", "浙江", "杭州", "成都", "武汉", "苏州")
_TRADES = ("科技", "电子", "食品", "新材料", "物流", "医疗器械", "信息技术", "环保", "机械", "能源科技", "贸易", "光电")
_FORMS = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司")
_SYLLABLES = (
    "al an ar be bo ca ce co da del den el en fi fo gar hal in ka kor la lo mar me mi na nor o pal pen qui ra ri"
)
_PARTS = (*_SYLLABLES.split(), "sa", "sol", "ta", "ter", "tor", "u", "val", "ver", "vi", "wen", "xi", "zo")
_ENGLISH = ("Systems", "Energy", "Foods", "Labs", "Logistics", "Medical", "Software", "Partners")
_LEGAL = ("Inc.", "Ltd", "GmbH", "LLC", "Corp.", "")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"


def made_names(count: int, rng: Random) -> list[Name]:
    return [_made_name(f"N{i}", i % 20, rng) for i in range(count)]


def _made_name(entity_id: str, slot: int, rng: Random) -> Name:
    if slot < 12:
        brand = "".join(rng.sample(_CHARACTERS, rng.choice((2, 3, 3, 4))))
        text = rng.choice(_PLACES) + brand + rng.choice(_TRADES) + rng.choice(_FORMS)
        return Name("customer", entity_id, text)
    if slot < 19:
        brand = "".join(rng.sample(_PARTS, rng.choice((3, 4, 4)))).capitalize()
        return Name("customer", entity_id, f"{brand} {rng.choice(_ENGLISH)} {rng.choice(_LEGAL)}".strip())
    return Name("person", entity_id, rng.choice(_SURNAMES) + "".join(rng.sample(_CHARACTERS, 2)))


def _short(text: str, _: Random) -> str:
    return take_apart(text).brand


def _typo(text: str, rng: Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice("abcdefgh" if text.isascii() else _CHARACTERS) + text[at + 1 :]


def _drop(text: str, rng: Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _swap(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


_CHANGES: tuple[Callable[[str, Random], str], ...] = (_short, _typo, _drop, _swap)


def made_queries(names: list[Name], count: int, rng: Random) -> list[tuple[str, Name]]:
    """Texts with the name that was meant: changed in the part that is not the legal form."""
    picked = rng.choices(names, k=count)
    return [(_CHANGES[i % 4](take_apart(name.text).bare, rng), name) for i, name in enumerate(picked)]


def run(effort: Effort) -> Sequence[Figure]:
    """Build, ask, compare. One index is enough: 2,000 queries are many runs."""
    rng = Random(SEED)
    names = made_names(NAMES, rng)
    queries = made_queries(names, effort.count(QUERIES), rng)
    started = time.perf_counter()
    index = NameIndex.build(names)
    built = time.perf_counter() - started
    return [
        Figure(f"build an index of {NAMES:,} names", built, "s"),
        *_resolution("resolve", index, queries),
        *_adding("add one name and find it", index),
        *_million(effort),
        *_rapidfuzz(names, queries[:RAPIDFUZZ_QUERIES]),
        *real_names.run(effort),
    ]


def _million(effort: Effort) -> list[Figure]:
    """Ten times as many, as a bot has them after a restart: mapped from its folder."""
    rng, count = Random(SEED), effort.count(MILLION)
    names = made_names(count, rng)
    queries = made_queries(names, effort.count(QUERIES), rng)
    what = f"{count:,} names"
    with tempfile.TemporaryDirectory() as folder:
        NameIndex.build(names).save(Path(folder), "")
        size = sum(file.stat().st_size for file in Path(folder).rglob("*.npy"))
        started = time.perf_counter()
        loaded = NameIndex.load(Path(folder))
        taken = time.perf_counter() - started
        if loaded is None:
            raise RuntimeError(folder)
        return [
            Figure(f"{what}: arrays of the index", size / 1e6, "MB", Bar(700)),
            Figure(f"{what}: reload", taken, "s", Bar(2)),
            *_resolution(f"{what}: resolve", loaded[0], queries),
            *_adding(f"{what}: add one and find it", loaded[0]),
        ]


def _resolution(what: str, index: NameIndex, queries: list[tuple[str, Name]]) -> list[Figure]:
    times: list[float] = []
    verdicts: Counter[str] = Counter()
    for text, meant in queries:
        started = time.perf_counter()
        outcome = resolve(index, text)
        times.append(time.perf_counter() - started)
        verdicts[_verdict(outcome, meant)] += 1
    shares = [Figure(f"{what}: {k}", 100 * n / len(queries), "%") for k, n in sorted(verdicts.items())]
    return [*latencies(what, times, None, Bar(10), HOW), *shares]


def _verdict(outcome: Resolution, meant: Name) -> str:
    if isinstance(outcome, Resolved):
        return "resolved, right" if outcome.candidate.entity_id == meant.entity_id else "resolved, wrong"
    among = outcome.candidates if isinstance(outcome, Ambiguous) else outcome.nearest
    named = "with it" if any(c.entity_id == meant.entity_id for c in among) else "without it"
    return f"{'asked which' if isinstance(outcome, Ambiguous) else 'nearest shown'}, {named}"


def _adding(what: str, index: NameIndex) -> list[Figure]:
    times: list[float] = []
    for i in range(50):
        started = time.perf_counter()
        index.add([Name("customer", f"A{i}", f"Zyxo{i} Quarry")])
        outcome = resolve(index, f"Zyxo{i} Quarry")
        times.append(time.perf_counter() - started)
        if _verdict(outcome, Name("customer", f"A{i}", "")) != "resolved, right":
            raise RuntimeError(outcome)
    return latencies(what, times, None, Bar(50), "added to the standing index")


def _rapidfuzz(names: list[Name], queries: list[tuple[str, Name]]) -> list[Figure]:
    folded = [fold(name.text) for name in names]
    times: list[float] = []
    right = 0
    for text, meant in queries:
        started = time.perf_counter()
        best = process.extractOne(fold(text), folded, scorer=fuzz.ratio)
        times.append(time.perf_counter() - started)
        right += names[best[2]].entity_id == meant.entity_id
    what = "rapidfuzz.process.extractOne(ratio)"
    return [
        *latencies(what, times, None, None, "the same queries over the same names"),
        Figure(f"{what}: right", 100 * right / len(queries), "%"),
    ]


if __name__ == "__main__":
    raise SystemExit(main([("Name resolution", run)]))
