"""Telephone numbers, e-mail addresses."""

import pytest

from capture.photos.model import FieldKind
from tests.unit.capture.photos.pages import values


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("联系电话：17671835844", "17671835844"),
        ("手机：138 0013 8000", "13800138000"),
        ("Tel: +44 20 7946 0123", "+442079460123"),
        ("电话：0571-88886666", "057188886666"),
        ("(010)62345678", "01062345678"),
        ("客服 400-820-1234", "4008201234"),
        ("Phone: (020) 7946 0123", "02079460123"),
        ("9 Weir Street, 01632 960341", "01632960341"),
        ("Questions? Call accounts on 01632 960 342.", "01632960342"),
        ("020 7946 0311", "02079460311"),
        ("(415) 555-0138", "4155550138"),
        ("Customer care 1-888-555-0102", "18885550102"),
        ("+1 (206) 555-0173", "+12065550173"),
        ("Tel. +47 900 00 417", "+4790000417"),
        ("座机：0595-80003471", "059580003471"),
    ],
)
def test_a_phone_number(text: str, phone: str) -> None:
    assert values(text, FieldKind.PHONE) == [phone]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Office 01632 960 343 Mobile 07700 900 413", "01632960343", "07700900413"),
        ("T: 020 7946 0311  M: 07700 900 418  F: 020 7946 0312", "02079460311", "07700900418"),
        ("Call (415) 555-0138 or 1-888-555-0102", "4155550138", "18885550102"),
        ("Transport office : 01632 960 219 | Goods out : 01632 960 220", "01632960219", "01632960220"),
    ],
)
def test_several_in_one_line(text: str, first: str, second: str) -> None:
    assert values(text, FieldKind.PHONE) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "传真：0571-88886667",
        "Fax: +44 20 7946 0123",
        "机器编号 000000000001",
        "410305123456789",
        "sort code 00-11-22, account 30047719",
        "交易流水号 | 0529 7731 4402 88",
        "开户行及账号：江城银行 000011470092",
        "VAT no. GB 123 4567 89",
        "PO 4500 8831, invoice 2026-118-2207",
    ],
)
def test_what_is_no_phone_number(text: str) -> None:
    assert values(text, FieldKind.PHONE) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("邮箱：office@ht.example", "office@ht.example"),
        ("E-mail: Li.Na @ qm . example", "li.na@qm.example"),
        ("Email: w.chen@qm,example", "w.chen@qm.example"),
    ],
)
def test_an_address(text: str, address: str) -> None:
    assert values(text, FieldKind.EMAIL) == [address]
