"""The access policy of the settings: what may be changed, and what may not."""

import pytest
from pydantic import ValidationError

from config.access import ALL, AccessPolicy


def test_every_relation_can_be_narrowed_and_widened() -> None:
    policy = AccessPolicy.model_validate({"unit": [], "presales": ["quote"], "colleague": sorted(ALL)})
    assert (policy.unit, policy.presales, policy.colleague) == (frozenset(), frozenset({"quote"}), ALL)


@pytest.mark.parametrize(
    "given",
    [
        {"colleague": ["card"]},
        {"colleague": ["ownership"]},
        {"unit": ["quotes"]},
        {"owner": ["quote"]},
        {"grant_days": 0},
        {"most_grant_days": 4000},
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AccessPolicy.model_validate(given)
