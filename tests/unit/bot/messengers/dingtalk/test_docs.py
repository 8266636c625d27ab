"""docs/dingtalk.md says what is true."""

import json
import tomllib

from bot.messengers.dingtalk.cards import card
from bot.messengers.dingtalk.settings import DingTalkSettings
from config.sections import known_keys
from tests.architecture.docs import codes, page
from tests.unit.bot.messengers.dingtalk.stage import CARD

PAGE = page("docs/dingtalk.md")


def test_it_lists_every_setting_and_no_other() -> None:
    listed = {code for cells in PAGE.rows("key") if len(cells) == 3 for code in codes(cells[0])}
    assert listed == {key for key in known_keys(DingTalkSettings) if not key.startswith("robots.")}


def test_the_settings_shown_are_taken() -> None:
    shown = [tomllib.loads(block.text) for block in PAGE.blocks("toml")]
    assert shown != []
    for one in shown:
        section = one["messengers"]["dingtalk"]
        section["client_secret"] = section.pop("client_secret_file")
        DingTalkSettings.model_validate(section)


def test_the_template_has_the_variables_that_are_sent() -> None:
    sent = card(CARD, "user:li.lei")
    assert sent is not None
    listed = {code for cells in PAGE.rows("variable") for code in codes(cells[0])}
    (example,) = (json.loads(block.text) for block in PAGE.blocks("json"))
    assert listed == sent.keys() == example.keys()
    assert [button.keys() for button in json.loads(example["buttons"])] == [json.loads(sent["buttons"])[0].keys()]
