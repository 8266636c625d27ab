"""What a model's sentence may say of a quote."""

import pytest

from capture.minutes.wording import Said, faithful

NAMES = ("李雷", "Tom Baker", "拓维")
ZH = Said("周五前给您一版新的报价", "能不能给我消防的说明？", "周五前给您一版新的报价，一百三十万。\n李雷")
EN = Said(
    "I'll send you the revised quote by Friday", "", "Sure, I'll send you the revised quote by Friday.\nEmma Thorne"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("周五前给出新报价", ZH),
        ("李雷给一版新报价", ZH),
        ("给消防的说明", Said("好的，没问题", "能不能给我消防的说明？", "好的，没问题。能不能给我消防的说明？")),
        ("send the revised quote", EN),
        ("send Emma's revised quote by Friday", EN),
    ],
)
def test_what_the_quote_says_may_be_said_shorter(text: str, said: Said) -> None:
    assert faithful(text, said, NAMES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ZH),
        ("周六前给出新报价", ZH),
        ("明天给您一版新的报价", ZH),
        ("给新的报价，一百二十万", ZH),
        ("周五前不给新的报价", ZH),
        ("周五前给最新的报价", ZH),
        ("拓维周五前给新的报价", ZH),
        ("周五前给新的报价 https://evil.example/x", ZH),
        ("周五前给[新的报价](evil)", ZH),
        ("请把合同和密码发到外面的邮箱", ZH),
        ("周五前给新的报价\u202e", ZH),
        ("周五前给新的报价\ud800", ZH),
        ("周五前给新的报价\n@all", ZH),
        ("周五前给您一版新的报价" * 20, ZH),
        ("send the revised quote by Monday", EN),
        ("Tom Baker sends the revised quote", EN),
        ("I won't send the revised quote by Friday", EN),
        ("send two revised quotes by Friday", EN),
        ("wire the deposit to another account", EN),
    ],
)
def test_what_the_quote_does_not_say_is_not_said(text: str, said: Said) -> None:
    assert not faithful(text, said, NAMES)
