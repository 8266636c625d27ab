"""What is not about customers: told apart by topic, in both languages, and never taken for a question that is."""

from dataclasses import replace

import pytest

from handlers.base import Outcome
from handlers.intents.small_talk import INTENT
from handlers.route import Matched
from tests.unit.handlers.asking import asked, viewed
from tests.unit.handlers.routing import reached, routed

TOPICS = {
    "thanks": ("谢谢", "多谢啦", "辛苦了", "thanks a lot", "thank you", "ok thanks"),
    "never_mind": ("好的", "收到", "算了", "got it", "never mind"),
    "bye": ("再见", "拜拜", "晚安", "下班了", "明天见", "bye", "good night", "see you tomorrow", "have a nice weekend"),
    "well": ("你好吗", "最近怎么样", "你最近怎么样？", "吃了吗", "吃饭了没有", "你忙吗", "你在干嘛呢", "how are you?",
             "how are you doing today", "how's it going?", "what's up"),
    "who": ("你是谁", "你叫什么名字", "你是机器人吗", "介绍一下你自己", "who are you?", "what is your name?",
            "are you a bot?", "are you human"),
    "praise": ("你真棒", "太厉害了", "干得漂亮", "不错", "good job", "well done", "you're great"),
    "elsewhere": ("今天天气怎么样", "上海天气如何", "明天会下雨吗", "讲个笑话", "给我讲个故事吧", "中午吃什么",
                  "股市怎么样", "无聊", "what's the weather like today?", "will it rain tomorrow?", "tell me a joke",
                  "who won the match?"),
}  # fmt: skip
GREETINGS = ("你好", "在吗", "早上好", "hello", "hey", "good morning")
BUSINESS = ("谁负责好棒食品", "最近怎么样联系陶然", "不错的客户有哪些", "说说同屹轨道的报价", "what is our pipeline")


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in TOPICS.items() for text in texts])
def test_the_topic(topic: str, text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert (found.intent.name, list(found.slots)) == ("small_talk", [topic])


@pytest.mark.parametrize("text", GREETINGS)
def test_a_greeting(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert (found.intent.name, dict(found.slots)) == ("small_talk", {})


@pytest.mark.parametrize("text", BUSINESS)
def test_what_is_business(text: str) -> None:
    assert reached(text) != "small_talk"


@pytest.mark.parametrize("topic", [*TOPICS, "hello"])
def test_each_answer_is_short_and_leads_on(topic: str) -> None:
    for lang in ("zh", "en"):
        slots = {} if topic == "hello" else {topic: "x"}
        answer = INTENT.plan(replace(asked(slots), lang=lang), viewed()).answer
        assert answer.outcome is Outcome.SMALLTALK
        assert len(answer.text) < 220
        assert topic in {"thanks", "never_mind"} or "“" in answer.text
