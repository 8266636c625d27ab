"""Why a hot lead is none, filled into a form: words win, a reason stands alone, "other" asks for words."""

import pytest

from notifiers.notice import Form, Notice
from tests.conversations.stage import Json, Stage, hot_visit


@pytest.fixture
def forms(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[Form]:
    """The forms of all that the page is given."""
    found: list[Form] = []
    local = stage.runtime.messengers["local"]
    plain = local.render

    def render(notice: Notice, room_id: str) -> object:
        found.extend([notice.form] if notice.form else [])
        return plain(notice, room_id)

    monkeypatch.setattr(local, "render", render)
    return found


def submitted(**filled: str) -> Json:
    press = {"action": "reject_lead", "args": {"alert": "1", **filled}, "version": 1, "message_id": "modal"}
    return {"kind": "pressed", "press": press}


async def fills_in(stage: Stage, person: str, **filled: str) -> None:
    await stage.event(person, {"id": f"dm:{person}", "direct": True}, "", **submitted(**filled))


async def settled(stage: Stage, room: str, person: str = "") -> str:
    return str((await stage.card(room, person))["payload"]["card"]["settled"])


async def test_the_question_is_a_form_too(stage: Stage, forms: list[Form]) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await stage.signal(*hot_visit("v-2", lead_id="L010"))
    await stage.told("han.mei", "L011 不是线索")
    await stage.told("emma.thorne", "L010 is not a lead")
    chinese, english = forms[0], forms[-1]
    assert (chinese.title, chinese.action, chinese.args) == ("为什么不是线索", "reject_lead", {"alert": "1"})
    assert [(one.name, one.label, one.required) for one in chinese.fields] == [
        ("reason", "原因", True),
        ("words", "或用一句话说明", False),
    ]
    assert dict(chinese.fields[0].options)["competitor"] == "同行"
    assert dict(chinese.fields[0].options)["other"] == "其他"
    assert (english.title, english.submit, english.fields[1].options) == ("Why is it not a lead?", "Save", ())
    assert [said for _, said in english.fields[0].options][-2:] == ["Duplicate", "Other"]
    for form in forms:
        assert len(form.title) <= 24
        assert all(len(said) <= 75 for _, said in form.fields[0].options)


async def test_a_reason_alone(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await fills_in(stage, "han.mei", reason="competitor", words="")
    assert await stage.reply("direct", "han.mei") == "记下了：不是线索（同行）。"
    assert (await settled(stage, "east-pv")).endswith("标为不是线索：同行")


async def test_words_win(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L010"))
    await fills_in(stage, "emma.thorne", reason="competitor", words="  they only compare prices ")
    assert "they only compare prices" in await stage.everywhere()
    assert (await settled(stage, "direct", "emma.thorne")).endswith("they only compare prices")


async def test_other_without_words_asks_for_them(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await fills_in(stage, "han.mei", reason="other", words=" ")
    assert await stage.reply("direct", "han.mei") == "用一句话说说原因，我记下来。"
    assert await stage.told("han.mei", "他们是代理商") == "记下了：不是线索（他们是代理商）。"
