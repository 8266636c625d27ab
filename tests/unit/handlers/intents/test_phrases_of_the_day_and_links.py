"""How people ask for their day and for links; and what is neither."""

import pytest

from tests.unit.handlers.routing import reached

SAID = {
    "my_day": (
        "我的今天",
        "我今天",
        "今天有什么事",
        "今天有啥事？",
        "我今天要做什么",
        "今天我有什么安排",
        "我的待办",
        "今天的安排",
        "搭子，今天有什么事吗",
        "My day",
        "my agenda today",
        "what's on today?",
        "What’s on for me today",
        "what is due today",
        "what have I got on today",
        "what should I do today?",
        "what does my day look like",
    ),
    "save_links": (
        "存一下",
        "存一下吧",
        "收藏",
        "收藏这个链接",
        "保存一下这条消息",
        "把这个链接存下来",
        "这个存一下",
        "帮我存一下，谢谢",
        "存一下https://a.example/x",
        "存一下：https://a.example/x https://b.example",
        "存一下 新版方案 https://a.example/x 明天要用",
        "新版方案：https://a.example/x 存一下",
        "https://a.example/x，收藏一下",
        "save this",
        "Save this link please",
        "can you save these links for later",
        "bookmark it",
        "keep this link",
        "save https://a.example/x",
        "save this: https://a.example/x, it is the new plan",
        "new plan: https://a.example/x save this",
    ),
    "saved_links": (
        "存了哪些链接",
        "我存过什么",
        "我们收藏过哪些网址",
        "存过的链接",
        "群里存的链接",
        "收藏的链接有哪些",
        "我收藏的链接",
        "链接列表",
        "saved links",
        "my saved links",
        "show me the saved links",
        "what links did we save?",
        "which links have been saved",
        "my bookmarks",
    ),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_they_reach_their_intent(name: str, text: str) -> None:
    assert reached(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "今天天气怎么样",
        "今天谁负责开会",
        "存货还有多少",
        "保存在哪里 https://a.example",
        "https://a.example/x",
        "新版方案：https://a.example/x",
        "save",
        "save the date",
        "keep going",
        "keep up the good work https://a.example",
        "what's up",
        "what's on the menu",
        "have you saved the file?",
    ],
)
def test_other_talk_reaches_none_of_them(text: str) -> None:
    assert reached(text) not in SAID
