"""Rules from YAML: the packaged one, a team's own, and errors with file, line and field."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.conditions import AllOf, Happened
from config.errors import RulesError
from config.rules import HotLeadRule, Scope, load_rules, read_rules

MINE = """\
# ours
hot_lead:
  - name: {zh: 看价格, en: Prices}
    event: page_view
    where: {page: "/price*"}
    within: 12h
    quiet_days: 7
    scope: {region: [华东]}
"""


def refused(text: str) -> RulesError:
    with pytest.raises(RulesError) as caught:
        read_rules("mine.yaml", text)
    assert set(caught.value.say) == {"zh", "en"}
    return caught.value


def test_the_packaged_combination() -> None:
    (rule,) = load_rules().hot_lead
    assert (rule.key, rule.name.in_("zh"), rule.name.in_("en")) == ("comparing-us", "竞品对比三连", "Comparing us")
    assert rule.quiet == timedelta(days=30)
    assert isinstance(rule.condition, AllOf)
    month = timedelta(days=30)
    assert rule.condition.parts == (
        Happened(event="page_view", where={"page": "/compare/*"}, at_least=3, within=month),
        Happened(event="download", where={"asset": "service-whitepaper"}, within=month),
        Happened(event="form", where={"form": "maintenance"}, within=month),
    )


def test_a_team_adds_rules_and_replaces_by_key(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(MINE, "utf-8")
    own = MINE.replace("name:", "key: comparing-us\n    name:")
    (tmp_path / "c.yml").write_text(own, "utf-8")
    rules = load_rules([tmp_path]).hot_lead
    assert [(rule.key, rule.name.en) for rule in rules] == [("comparing-us", "Prices"), ("prices", "Prices")]
    assert rules[1].quiet_days == 7


def test_a_rule_survives_being_stored() -> None:
    (rule,) = read_rules("mine.yaml", MINE).hot_lead
    assert HotLeadRule.model_validate(rule.model_dump(mode="json", by_alias=True)) == rule


def test_scope() -> None:
    scope = Scope(region=("华东",), unit=("A", "B"))
    assert scope.covers("华东", "A")
    assert not scope.covers("华南", "A")
    assert not scope.covers("华东", "")
    assert Scope().covers("", "")


ONE = "hot_lead:\n  - name: {zh: 甲, en: one}\n    all:\n      - "


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hot_leed: []", 'mine.yaml:1: hot_leed: unknown key; the nearest valid one is "hot_lead".'),
        ("hot_lead: 5", "mine.yaml:1: hot_lead must be a list of rules."),
        ("- 1", "mine.yaml:1: a kind of rules must come first"),
        ("hot_lead:\n  - 5", "mine.yaml:2: hot_lead[0] must be a section"),
        ("hot_lead:\n  - {name: {zh: 甲}, event: y, within: 1d}", "mine.yaml:2: hot_lead[0].name.en is missing."),
        ("hot_lead:\n  - {name: {zh: 甲, en: 乙}, event: y, within: 1d}", "mine.yaml:2: hot_lead[0].key must be a key"),
        (
            "hot_lead:\n  - name: {zh: 甲, en: one}\n    evnt: y",
            'mine.yaml:3: hot_lead[0].evnt: unknown key; the nearest valid one is "event".',
        ),
        (ONE + "{event: x}", "mine.yaml:4: hot_lead[0].all[0].within is missing."),
        (
            ONE + "event: x\n        within: 1d\n        where:\n          page: [1]",
            "mine.yaml:7: hot_lead[0].all[0].where.page must be a text",
        ),
        (
            ONE + "event: x\n        within: soon",
            "mine.yaml:5: hot_lead[0].all[0].within must be a duration such as 30d",
        ),
        (
            ONE + "{event: x, wehre: {}, within: 3d}",
            'mine.yaml:4: hot_lead[0].all[0].wehre: unknown key; the nearest valid one is "where".',
        ),
        (
            ONE + "{event: x, where: {n: {at_leest: 3}}, within: 3d}",
            'mine.yaml:4: hot_lead[0].all[0].where.n.at_leest: unknown key; the nearest valid one is "at_',
        ),
        (
            ONE + "{event: x, absent: y, within: 3d}",
            "mine.yaml:4: hot_lead[0].all[0] must be a condition with exactly one",
        ),
        (ONE + "{any: []}", "mine.yaml:4: hot_lead[0].all[0].any must be a list of at least 1"),
        (ONE + "{event: x, event: y}", 'mine.yaml:4: the key "event" is given twice.'),
        (ONE + "{event: x", "mine.yaml:4: this is not valid YAML ("),
        (ONE + "&a {event: x, within: 3d}\n      - *a", "mine.yaml:4: aliases (*name) are not used in rule files."),
        (ONE + "{1: x}", "mine.yaml:4: a key must be text."),
        (MINE + MINE.partition("hot_lead:\n")[2], 'mine.yaml:9: a second rule "prices".'),
        (
            MINE.replace("region:", "regoin:"),
            'mine.yaml:8: hot_lead[0].scope.regoin: unknown key; the nearest valid one is "region".',
        ),
        ("hot_lead: \x00", "mine.yaml:1: this is not valid YAML ("),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_field(text: str, sentence: str) -> None:
    assert str(refused(text)).startswith(sentence)


def test_the_chinese_sentence_says_the_same() -> None:
    assert refused(ONE + "{event: x}").say["zh"] == "mine.yaml:4：缺少 hot_lead[0].all[0].within。"


def test_an_empty_file_has_no_rules_and_a_missing_one_is_named(tmp_path: Path) -> None:
    assert read_rules("mine.yaml", "# nothing yet\n").hot_lead == ()
    with pytest.raises(RulesError, match="do not exist"):
        load_rules([tmp_path / "nowhere"])
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RulesError, match=r"x\.yaml cannot be read as UTF-8"):
        load_rules([tmp_path])
