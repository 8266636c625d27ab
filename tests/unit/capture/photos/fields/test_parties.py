"""Companies and their roles: labels in two languages, sentences, columns, invoices, names without a label."""

import pytest

from capture.photos.model import FieldKind, Role
from tests.unit.capture.photos.pages import found, values

COMPANY = FieldKind.COMPANY


def roles(text: str) -> dict[Role, str]:
    return {one.role: one.value for one in found(text, COMPANY)}


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("甲方（采购方）：江城启明科技有限公司", Role.BUYER, "江城启明科技有限公司"),
        ("乙方（供应方）: 东港恒拓食品(集团)有限公司", Role.SELLER, "东港恒拓食品（集团）有限公司"),
        ("甲 方：江城启明科技有限公司（盖章）", Role.PARTY_A, "江城启明科技有限公司"),
        ("甲方 | 江城启明科技有限公司", Role.PARTY_A, "江城启明科技有限公司"),
        ("委托方（甲方）：云岭医院", Role.BUYER, "云岭医院"),
        ("客户名称：江城启明科技有限公司 | 联系人：王经理", Role.BUYER, "江城启明科技有限公司"),
        ("报价单位：江城启明科技有限公司 电话：0571-88886666", Role.SELLER, "江城启明科技有限公司"),
        ("Party A (Buyer): Northfield Robotics Ltd.", Role.BUYER, "Northfield Robotics Ltd."),
        ("Supplier: Harbour Materials Inc", Role.SELLER, "Harbour Materials Inc."),
        ("Bill to: Castor Foods GmbH", Role.BUYER, "Castor Foods GmbH"),
        ('between Castor Foods GmbH (the "Customer") and', Role.BUYER, "Castor Foods GmbH"),
        ("江城启明科技有限公司（以下简称“甲方”）", Role.PARTY_A, "江城启明科技有限公司"),
    ],
)
def test_a_company_and_its_role(text: str, role: Role, name: str) -> None:
    assert roles(text) == {role: name}


def test_both_parties_in_one_row() -> None:
    text = "需方：江城启明科技有限公司 | 供方：东港恒拓食品有限公司"
    assert roles(text) == {Role.BUYER: "江城启明科技有限公司", Role.SELLER: "东港恒拓食品有限公司"}


def test_labels_without_a_name_name_nobody() -> None:
    assert values("甲方（盖章）： | 乙方（盖章）：\n授权代表： | 授权代表：\n四、送达甲方指定地点", COMPANY) == []


def test_an_invoice_names_who_buys_first() -> None:
    text = "增值税专用发票\n购 | 名 | 称：测试购方企业\n货物名称 | 数量\n名 | 称：测试销方企业"
    assert roles(text) == {Role.BUYER: "测试购方企业", Role.SELLER: "测试销方企业"}


def test_names_without_a_label_are_told_by_their_ending_and_come_last() -> None:
    text = "云岭博远物流有限公司\n甲方：江城启明科技有限公司\nLumen Systems Co., Ltd."
    assert values(text, COMPANY)[0] == "江城启明科技有限公司"
    assert set(values(text, COMPANY)[1:]) == {"云岭博远物流有限公司", "Lumen Systems Co., Ltd."}


def test_a_company_with_a_role_is_not_listed_again_without() -> None:
    text = "甲方：江城启明科技有限公司\n江城启明科技有限公司 2026年报"
    assert values(text, COMPANY) == ["江城启明科技有限公司"]
