"""docs/access.md says what the defaults are."""

import tomllib

from config.access import AccessPolicy
from config.settings import Settings
from tests.architecture.docs import codes, page

_KINDS = {"owners": "ownership", "leads": "lead", "battle cards": "card"}


def _kinds(words: str) -> set[str]:
    named = [one.strip() for one in words.split(",") if not one.strip().startswith("of every customer")]
    return {_KINDS.get(one, one.removesuffix("s")) for one in named}


def test_the_table_is_the_default_policy() -> None:
    shown = {code: _kinds(cells[2]) for cells in page("docs/access.md").rows("relation") for code in codes(cells[0])}
    default = AccessPolicy()
    relations = {name for name, kind in AccessPolicy.model_fields.items() if "frozenset" in str(kind.annotation)}
    assert shown == {name: getattr(default, name) for name in relations - {"outsiders_hear", "unknown_hear"}}


def test_the_settings_shown_are_settings() -> None:
    (block,) = page("docs/access.md").blocks("toml")
    given = tomllib.loads(block.text)
    policy = Settings.model_validate(given).access
    assert {name: getattr(policy, name) for name in given["access"]} == {
        name: frozenset(value) if isinstance(value, list) else value for name, value in given["access"].items()
    }
