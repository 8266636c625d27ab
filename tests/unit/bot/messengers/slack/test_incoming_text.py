"""Slack's markup, put into words."""

import pytest

from bot.messengers.slack.incoming_text import mentions, plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@UBOT> who owns Acme?", "who owns Acme?"),
        ("<@UBOT|dazi>： 谁负责 北禾", "谁负责 北禾"),
        ("hey <@UBOT> and <@U2>", "hey and @U2"),
        ("<@U2|han.mei> has it", "@han.mei has it"),
        ("<#C2|deals> and <#C3>", "#deals and #C3"),
        ("<!subteam^S1|@presales> <!here> <!channel|all>", "@presales @here all"),
        ("<!date^1768179600^{date}|12 Jan>", "12 Jan"),
        ("<https://p.example.com/v3>", "https://p.example.com/v3"),
        ("<https://p.example.com/v3?a=1&amp;b=2|our offer>", "our offer (https://p.example.com/v3?a=1&b=2)"),
        ("<http://acme.example|acme.example>", "acme.example"),
        ("<http://acme.example/offer|acme.example/offer>", "http://acme.example/offer"),
        ("<mailto:w@acme.example|w@acme.example>", "w@acme.example"),
        ("<tel:+861380000|+861380000>", "+861380000"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("1 < 2", "1 < 2"),
        ("\u3000 spaced \u3000", "spaced"),
    ],
)
def test_markup_is_read(text: str, plain: str) -> None:
    assert plain_text(text, "UBOT") == plain


def test_a_mention_has_two_forms() -> None:
    assert mentions("x <@UBOT> y", "UBOT")
    assert mentions("<@UBOT|dazi>", "UBOT")
    assert not mentions("<@UBOT2>", "UBOT")
    assert not mentions("<@>", "")
