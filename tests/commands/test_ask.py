"""ask: one question, one answer; the same thread continues a conversation; --json is one document."""

import json
import re

from tests.commands.conftest import Console

KEYS = {"outcome", "text", "candidates", "sources", "conflict"}


def test_the_owner_with_source_and_date(console: Console, team: str) -> None:
    done = console("ask", "谁负责华东光伏？", "--as", "han.mei", "--at", "2026-01-12", "--db", team)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。")


def test_json_is_one_document_with_the_keys_of_the_contract(console: Console, team: str) -> None:
    for text, outcome in (
        ("谁负责华东光伏？", "answer"),
        ("谁负责北禾？", "ambiguous"),
        ("谁负责火星贸易？", "unknown"),
        ("who owned Acme on 2025-02-30?", "refused"),
        ("你好", "smalltalk"),
        ("玄鹿生物谁负责", "answer"),
    ):
        done = console("ask", text, "--json", "--as", "han.mei", "--db", team)
        assert (done.code, done.err) == (0, "")
        answer = json.loads(done.out)
        assert set(answer) == KEYS
        assert answer["outcome"] == outcome, text
        assert isinstance(answer["conflict"], bool)
        for candidate in answer["candidates"]:
            assert set(candidate) == {"kind", "id", "name", "score", "why"}
        for source in answer["sources"]:
            assert set(source) == {"what", "where", "date"}
            assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", source["date"])


def test_the_same_thread_continues(console: Console, team: str) -> None:
    asked = ("--as", "han.mei", "--db", team, "--thread", "t1")
    assert "你问哪家" in console("ask", "谁负责北禾？", *asked).out
    assert "王强" in console("ask", "北禾食品", *asked).out
    assert "你问哪家" in console("ask", "谁负责北禾？", *asked).out
    assert "陈静" in console("ask", "1", *asked).out
    assert "王强" not in console("ask", "北禾食品", "--as", "han.mei", "--db", team, "--thread", "t2").out


def test_at_makes_that_day_today(console: Console, team: str) -> None:
    asked = ("--as", "emma.thorne", "--db", team)
    assert "Diego Fuentes owns" in console("ask", "who owns Northwyck?", *asked, "--at", "2025-03-01").out
    assert "Emma Thorne owns" in console("ask", "who owns Northwyck?", *asked, "--at", "2026-01-12").out
    assert "in 2024" in console("ask", "who owned Northwyck last year?", *asked, "--at", "2025-03-01").out


def test_who_asks_by_id_e_mail_or_name(console: Console, team: str) -> None:
    for person in ("emma.thorne", "Emma.Thorne@dazi-team.example", "Emma Thorne", "emma thorne"):
        assert "You own 11 customers" in console("ask", "my customers", "--as", person, "--db", team).out, person
    assert "你负责 7 个客户" in console("ask", "我的客户", "--as", "韩梅", "--db", team, "--at", "2026-01-12").out


def test_an_unknown_person_is_1(console: Console, team: str) -> None:
    done = console("ask", "hello", "--as", "nobody", "--db", team, "--lang", "en")
    assert (done.code, done.out) == (1, "")
    assert "nobody" in done.err
    assert "没有“nobody”这个人" in console("ask", "hello", "--as", "nobody", "--db", team, "--lang", "zh").err


def test_a_bad_date_is_1(console: Console, team: str) -> None:
    for day in ("2025-02-30", "yesterday", "12.01.2026"):
        done = console("ask", "hello", "--at", day, "--db", team, "--lang", "en")
        assert (done.code, done.out) == (1, "")
        assert day in done.err


def test_the_operator_asks_where_nobody_is_named_and_the_language_is_chosen(console: Console, team: str) -> None:
    assert "Emma Thorne owns Acme" in console("ask", "who owns Acme?", "--db", team).out
    assert "Acme 由 Emma Thorne 负责" in console("ask", "who owns Acme?", "--db", team, "--lang", "zh").out
    assert "owns" in console("ask", "谁负责 Acme？", "--db", team, "--lang", "en", "--as", "han.mei").out


def test_a_leaver_is_refused(console: Console, team: str) -> None:
    answer = json.loads(console("ask", "我的客户", "--as", "zhao.peng", "--db", team, "--json").out)
    assert answer["outcome"] == "refused"
    assert "曜日" not in answer["text"]


def test_an_empty_database_answers_too(console: Console) -> None:
    done = console("ask", "谁负责华东光伏？", "--json")
    assert done.code == 0
    assert json.loads(done.out)["outcome"] == "unknown"
