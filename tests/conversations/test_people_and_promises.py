"""Who to call, what is still owed, who is like them, and who of us knows somebody there."""

from datetime import timedelta

from tests.conversations.stage import MONDAY, Stage

SOURCE = "来源：CRM 导入 2026-01-11。"


async def test_phone_and_mail_of_contacts_and_colleagues(stage: Stage) -> None:
    assert await stage.told("li.lei", "陶然的电话") == (
        f"陶然（华东光伏 总经理）：电话 021-5550-0101，邮箱 tao.ran@huadong-pv.example。\n{SOURCE}"
    )
    assert (await stage.told("li.lei", "华东光伏的邵经理怎么联系？")).startswith("邵宇（华东光伏 设备部经理）：电话")
    assert (await stage.told("li.lei", "韩梅的手机号")).startswith("韩梅（华东光伏单元）：电话 12000000104")
    assert (await stage.told("li.lei", "华东光伏的电话")).startswith("华东光伏那边有 3 位联系人：\n· 陶然")
    said = await stage.told("emma.thorne", "how do I reach Anneke Vos at Northwyck?")
    assert said == (
        "Anneke Vos (Northwyck, COO): phone +1 312 555 0147, e-mail anneke.vos@northwyck.example.\n"
        "Source: CRM import 2026-01-11."
    )
    assert (await stage.told("emma.thorne", "Han Mei's email")).startswith("Han Mei (华东光伏单元): e-mail han.mei@")
    refused = await stage.told("emma.thorne", "陶然的电话")
    assert "5550" not in refused


async def test_a_name_that_sounds_the_same_is_found_and_one_nobody_has_is_not(stage: Stage) -> None:
    assert "陶然（华东光伏 总经理）" in await stage.told("li.lei", "陶燃的电话")
    assert (await stage.told("li.lei", "张三丰的电话")).startswith("没有找到“张三丰”这个人")


async def test_what_is_still_owed(stage: Stage) -> None:
    said = await stage.told("li.lei", "答应同屹轨道的还有哪些没做？")
    assert said.splitlines() == [
        "同屹轨道还有 2 件没做完：",
        "· 法务条款定稿，2026-01-21（周三）到期，李雷负责",
        "· 合同评审，2026-01-26（周一）到期，李雷负责，要等“法务条款定稿”",
        SOURCE,
    ]
    said = await stage.told("emma.thorne", "what do we still owe Vantory?")
    assert "· Settle the clauses with legal, due Tue 2026-01-13, by Emma Thorne" in said
    assert (await stage.told("li.lei", "我还欠哪些？")).startswith("你还有 7 件没做完：\n· 光栈储能，更新方案，")
    assert (await stage.told("emma.thorne", "my open tasks")).startswith("You still have 16 things to do:")
    assert "没有还没做完的事" in await stage.told("li.lei", "那华东光伏的待办呢？")
    await stage.later(MONDAY + timedelta(days=12))
    said = await stage.told("li.lei", "同屹轨道还有什么没做完")
    assert said.splitlines()[1] == "· 法务条款定稿，原定 2026-01-21，已过 3 天，李雷负责"


async def test_similar_customers_that_were_won(stage: Stage) -> None:
    said = await stage.told("li.lei", "有没有类似华东光伏的成功案例？")
    lines = said.splitlines()
    assert lines[0] == "和华东光伏相似、已经成交的客户，有你能看的 5 家，最像的在前："
    alike = "同行业：光伏；同产品：SunWatch；规模相近：980 人；同区域：华东"
    assert lines[1] == f"· 曜日新能源（{alike}）：SunWatch，2024-07-15 赢单，可以问韩梅"
    assert lines[2].startswith("· 禾煦农光（同行业：光伏；同产品：SunWatch；同一集团；同区域：华东）：")
    assert "¥" not in said
    said = await stage.told("emma.thorne", "similar customers to Vantory that we won")
    assert "· Hollowell (same product: LineSight; similar size: 430 people; same region: International): " in said
    said = await stage.told("emma.thorne", "similar customers to Huadong PV that we won")
    assert "SunWatch" not in said, "what Huadong PV is offered is none of her business"


async def test_who_of_us_knows_somebody_there(stage: Stage) -> None:
    said = await stage.told("li.lei", "谁认识华东光伏的人？")
    assert said.splitlines() == [
        "认识华东光伏那边的人的同事：",
        "· 韩梅：负责明煦逆变，那边的龚敏之（总经理）：邵宇（设备部经理）和龚敏之是前同事（自 2021-01-01）",
        "· 李雷：负责这家客户",
        "· 孙浩：是这家客户的售前",
        "· 徐岚：是这家客户的客户成功经理",
        "来源：名片交换 2025-09-18、CRM 导入 2026-01-03。",
    ]
    said = await stage.told("emma.thorne", "who do we know at Northwyck?")
    assert "· Diego Fuentes: Diego Fuentes knows Lukas Brandl (Maintenance Manager) (since 2023-05-01)" in said
    said = await stage.told("emma.thorne", "who knows somebody at Huadong PV?")
    assert said.splitlines()[1] == "· Li Lei: owns the account"
    assert "龚敏之" not in said


async def test_products_and_competitors_are_found_by_their_names(stage: Stage) -> None:
    assert (await stage.told("li.lei", "Maintva 的竞品卡")).startswith("《FieldCare 对 Maintiva》")
    assert "Servo Desk" not in await stage.told("emma.thorne", "battle card for ServoDsk")
    assert (await stage.told("li.lei", "SunWatch 有哪些商机")).startswith("SunWatch 进行中的商机，你能看的有 1 个：")
    assert "open deal" in await stage.told("emma.thorne", "open deals for LineSight")


async def test_a_leavers_talk_tracks_go_over_and_quotes_stay(stage: Stage) -> None:
    said = await stage.told("zhou.min", "孙浩的客户怎么交接")
    assert "· 竞品卡 2 张：SunWatch 对 GridHand、FieldCare 对 Maintiva" in said
    said = await stage.told("zhou.min", "全部交给李雷")
    assert said == "交接好了：自 2026-01-12 起，孙浩的 8 个客户、2 张竞品卡归李雷。"
    assert "负责人李雷" in (await stage.told("li.lei", "Maintiva 的竞品卡")).splitlines()[0]
    await stage.told("zhou.min", "撤销")
    assert "负责人孙浩" in (await stage.told("li.lei", "Maintiva 的竞品卡")).splitlines()[0]
    said = await stage.told("zhou.min", "李雷的客户怎么交接")
    assert "· 报过的价 8 份，留在客户那里，由客户的新负责人答复：" in said


async def test_small_talk_leads_on(stage: Stage) -> None:
    for text in ("今天天气怎么样", "讲个笑话", "你是谁", "再见", "你好吗"):
        assert "“" in await stage.told("li.lei", text), text
    for text in ("what's the weather?", "tell me a joke", "who are you?", "bye", "how are you?"):
        assert "“" in await stage.told("emma.thorne", text), text
