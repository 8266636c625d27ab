"""Contract numbers, telephone numbers, e-mail addresses."""

import pytest

from capture.photos.model import FieldKind
from tests.unit.capture.photos.pages import values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("合同编号：CG-2025-82050", "CG-2025-82050"),
        ("合同号:SC-2025/57723 | 签订时间：2025-10-29", "SC-2025/57723"),
        ("合网号：CG2025/36115", "CG2025/36115"),
        ("协议编号：CG2026-96659", "CG2026-96659"),
        ("合同编号 | HT-2026 - 001", "HT-2026-001"),
        ("Contract No.: PO2024-30088", "PO2024-30088"),
        ("Agreement No. SC202472442", "SC202472442"),
        ("Quotation No: HT2025/33318 | Date: 2025-01-01", "HT2025/33318"),
        ("编号：江采〔2026〕15号", "江采〔2026〕15号"),
    ],
)
def test_a_contract_number(text: str, number: str) -> None:
    assert values(text, FieldKind.CONTRACT_NUMBER) == [number]


def test_a_contracts_own_number_comes_before_an_orders() -> None:
    assert values("订单号：PO-1111\n合同编号：HT-2222", FieldKind.CONTRACT_NUMBER) == ["HT-2222", "PO-1111"]


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
    ],
)
def test_a_phone_number(text: str, phone: str) -> None:
    assert values(text, FieldKind.PHONE) == [phone]


@pytest.mark.parametrize(
    "text", ["传真：0571-88886667", "Fax: +44 20 7946 0123", "机器编号 000000000001", "410305123456789"]
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
