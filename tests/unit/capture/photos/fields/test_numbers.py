"""The numbers of contracts, and those of quotations, invoices, receipts and orders: labels in two languages, tables."""

import pytest

from capture.photos.model import FieldKind
from tests.unit.capture.photos.pages import found, values

CONTRACT, DOCUMENT = FieldKind.CONTRACT_NUMBER, FieldKind.DOCUMENT_NUMBER


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
        ("Agreement ref: WF/26/031", "WF/26/031"),
        ("仓储服务协议\n编号：江采〔2026〕15号", "江采〔2026〕15号"),
        ("Lease Agreement LS-2207-B — Signature Page", "LS-2207-B"),
        ("机床采购合同MC-26-118", "MC-26-118"),
        ("certified under contract WFC/SLA/0031", "WFC/SLA/0031"),
        ("CLEANING CONTRACT\nOur ref: CC/0091", "CC/0091"),
        ("Contract number\nKM-7741", "KM-7741"),
        ("SUPPLY AGREEMENT\nNo. GRV-3107\nMade on 4 May 2026", "GRV-3107"),
        ("设备租赁合同\n编号LQ-ZL2026-018| 版本：二", "LQ-ZL2026-018"),
        ("厂房租赁合同 | YT-ZL-0907", "YT-ZL-0907"),
    ],
)
def test_a_contract_number(text: str, number: str) -> None:
    assert values(text, CONTRACT) == [number]
    assert values(text, DOCUMENT) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Quotation No: HT2025/33318 | Date: 2025-01-01", "HT2025/33318"),
        ("Quote ref: TQ/26/014", "TQ/26/014"),
        ("Quote BA-2207-C", "BA-2207-C"),
        ("Our quotation FM-1118: two cranes", "FM-1118"),
        ("Invoice # | Date\nSO-88213 | 4 May 2026", "SO-88213"),
        ("in full settlement of invoice LX-3391", "LX-3391"),
        ("Official receipt\nReceipt No. R-20417", "R-20417"),
        ("发票号码：26317000000055512345", "26317000000055512345"),
        ("发票号码 | 00813377", "00813377"),
        ("增值税普通发票 | № 04417720", "04417720"),
        ("来函编号：北川函字2026-11", "北川函字2026-11"),
        ("报价单\n编号：XM-Q-0102", "XM-Q-0102"),
        ("订单号：PO-1111", "PO-1111"),
        ("QUOTE\nNo.\nGV-1202-A", "GV-1202-A"),
        ("Sales order\nMK-2026-77", "MK-2026-77"),
        ("报价单 | BJ-26-0410", "BJ-26-0410"),
    ],
)
def test_the_number_of_another_paper(text: str, number: str) -> None:
    assert values(text, DOCUMENT) == [number]
    assert values(text, CONTRACT) == []


@pytest.mark.parametrize(
    "text",
    [
        "No. 5 Guangming Street, Luwan",
        "流水号：0931 2277 4410 05 | 账号：6222 0311 0088 4571",
        "符合 GB/T-19001 与 ISO-14001",
        "manufactured under certificate ISO-9001",
        "编号 | 名称 | 重量\nA-101 | 充电桩 | 30 kg",
        "invoice within 30 days of delivery",
        "contract 2026-03-01",
        "机器编号 | 描述",
        "No. 5 Guangming Street",
        "编号B-12厂房",
        "Delivered goods\n1 pump\n2 valves\n3 seals\n4 hoses\n5 lids\nNo. TK-400-B",
        "Order | Item | Weight\nTK-400-B | Valve | 3 kg",
        "Quotation\nSeptember 24",
        "发票\nGB-19001",
    ],
)
def test_what_is_no_number_of_a_paper(text: str) -> None:
    assert values(text, CONTRACT) + values(text, DOCUMENT) == []


def test_a_number_is_told_once_and_its_label_with_it() -> None:
    text = "送货单\n合同编号：HT-2222\n订单号：PO-1111\n按合同 HT-2222 交货"
    assert [(one.kind, one.value, one.label) for one in (*found(text, CONTRACT), *found(text, DOCUMENT))] == [
        (CONTRACT, "HT-2222", "合同编号"),
        (DOCUMENT, "PO-1111", "订单号"),
    ]
