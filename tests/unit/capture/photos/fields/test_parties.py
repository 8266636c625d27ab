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
        ("收货单位：南湾第三人民医院", Role.BUYER, "南湾第三人民医院"),
        ("付款方 | 青屿海洋生物\n | 科技股份有限公司", Role.BUYER, "青屿海洋生物科技股份有限公司"),
        ("付款人户名 | 澜城集团股份有限公司", Role.NONE, "澜城集团股份有限公司"),
        ("致：东港水产加工厂", Role.NONE, "东港水产加工厂"),
        ("Client\nTilbury Concert Hall", Role.BUYER, "Tilbury Concert Hall"),
        ("Carrier | : Marl & Stone Haulage", Role.SELLER, "Marl & Stone Haulage"),
        ("Received from: Kingsmere Academy Trust", Role.BUYER, "Kingsmere Academy Trust"),
        (
            "The Seller: | Nanwan Intelligent Technology Co., Ltd.",
            Role.SELLER,
            "Nanwan Intelligent Technology Co., Ltd.",
        ),
        ("Customer: Lumen Foods Ltd, Mill Lane depot", Role.BUYER, "Lumen Foods Ltd."),
        ("To: Castor Automotive", Role.NONE, "Castor Automotive"),
        ('Westfold Council ("the Owner")', Role.BUYER, "Westfold Council"),
        ("YUNLING LIGHTING (NANWAN) CO., LTD.", Role.NONE, "YUNLING LIGHTING (NANWAN) CO., LTD."),
        ("Oakline Hydraulics AS", Role.NONE, "Oakline Hydraulics AS"),
        ("For and on behalf of Westfold Council", Role.NONE, "Westfold Council"),
        ("We, Harwick Dental Group, certify that the work is done", Role.NONE, "Harwick Dental Group"),
        ("Silverton Rail\nBy: K. Orme\nName: Katrin Orme", Role.NONE, "Silverton Rail"),
        ("江城启明\n有限公司", Role.NONE, "江城启明有限公司"),
        ("致：云岭第二医院药剂科", Role.NONE, "云岭第二医院"),
        ("致：南湾理工大学设备管理处", Role.NONE, "南湾理工大学"),
        ("From：江城恒拓精密", Role.NONE, "江城恒拓精密"),
        ("Received by | Orme Tank Works", Role.NONE, "Orme Tank Works"),
        ("Prepared by: Harwick Acoustics", Role.NONE, "Harwick Acoustics"),
        ("Paper Heron Studio\nAnna Stone\nanna@paperheron.example", Role.NONE, "Paper Heron Studio"),
        ("Anna Stone\nBrass Otter Lamps\nwww.brass-otter.example", Role.NONE, "Brass Otter Lamps"),
        ('BETWEEN Castor Joinery (the "Buyer")', Role.BUYER, "Castor Joinery"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Ship to: Loading bay 2, St Alban Wing",
        "Prepared by: Anna Stone",
        "From Luwan to Rautal, by sea",
        "Please pay to: Harbour Bank, account 30047719",
        "收款人：于蓝 | 复核：贾方",
        "客户 | 联系电话 | 备注",
        "Customer | Amount | Date",
        "Anna Stone\nName: Anna Stone",
        "22 Orchard Road, Stainmoor",
        "Terms and Conditions\nBy: ______",
        "发包人 | 承包人\n五、质量与安全 | 六、试车",
        "致：各位合作单位",
        "致：采购部王经理",
        "From：欧阳文华",
        "自：江城发货",
        "Received by: Anna Stone",
        "Prepared by: Technical Services",
        "Deliver to: Harbour Works",
        "Anna Stone\nSales Engineer\nanna@stonemail.example",
        "Anna Stone\nanna@annastone.example",
    ],
)
def test_an_address_a_person_or_a_heading_is_no_company(text: str) -> None:
    assert values(text, COMPANY) == []


def test_a_letter_names_who_writes_and_whom_it_is_to() -> None:
    text = (
        "Ferncliff Marine Supplies\nHarbour Works, Port Ansel\nTel 01632 960 377\n\n18 March 2026\n\n"
        "Mr J. Whitlock\nNorthholm Ferries\nPier 3, Northholm\n\n\nDear Mr Whitlock,\nOur offer is open for a month."
    )
    assert set(values(text, COMPANY)) == {"Ferncliff Marine Supplies", "Northholm Ferries"}


_BODY = "\n".join(f"{at} | goods | 2" for at in range(1, 10))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("南湾顺达五金商行\n送货单", "南湾顺达五金商行"),
        ("云岭春晖花店 | 订货单", "云岭春晖花店"),
        ("江城恒拓精密\n电话：0571-88886666\n报价单", "江城恒拓精密"),
        ("Stainmoor Language Bureau | Invoice SL-0311", "Stainmoor Language Bureau"),
        ("Harwick Kestrel | Quote for two doors", "Harwick Kestrel"),
    ],
)
def test_the_head_of_a_paper_names_who_writes_it(head: str, name: str) -> None:
    assert values(f"{head}\n{_BODY}", COMPANY) == [name]


@pytest.mark.parametrize(
    "head",
    [
        "欢迎光临本店\n送货单",
        "南湾路亮化工程\n施工合同",
        "Original Copy | Invoice 2211",
        "Bill To | Invoice 2211",
        "Winter Promotions\nQuote for two doors",
    ],
)
def test_what_else_stands_at_the_head_of_a_paper(head: str) -> None:
    assert values(f"{head}\n{_BODY}", COMPANY) == []


def test_a_sentence_in_a_column_runs_on_below_not_beside() -> None:
    text = (
        'between Westfold Council ("the Owner") and Hollow | Payment. Thirty days from invoice.\n'
        'Bridge Lifts Ltd ("the Contractor"). | Insurance. The Contractor carries cover.'
    )
    assert roles(text) == {Role.BUYER: "Westfold Council", Role.SELLER: "Hollow Bridge Lifts Ltd."}


def test_names_in_columns_stand_below_their_labels() -> None:
    text = "Consignor | Consignee\nOakline Hydraulics AS | Castor Steel GmbH\nQuay 22 | Gate 4"
    assert roles(text) == {Role.SELLER: "Oakline Hydraulics AS", Role.BUYER: "Castor Steel GmbH"}


def test_a_name_misread_under_a_signature_is_not_another() -> None:
    text = "Customer: Pinewood Utilities\nSigned\nFor Pinewood Uilities: D. Blythe"
    assert values(text, COMPANY) == ["Pinewood Utilities"]
