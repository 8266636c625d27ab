"""What a button says, for places where nothing can be pressed: said, it does what the button does."""

from datetime import UTC, datetime

import pytest

from handlers.route import Matched
from knowledge.leads.model import AlertState, HotLead, Lead
from knowledge.people.model import LANGS, Lang
from notifiers.alerts.hot_lead import _choices
from tests.unit.handlers.routing import routed

AT = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
LEADS = ("L021", "L-1001", "web-9f86d081884c", "00Q5g00000AbCdE", "a.b_c")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", AlertState)
@pytest.mark.parametrize("lead_id", LEADS)
def test_a_hot_leads_buttons_say_what_they_do(lead_id: str, state: AlertState, lang: Lang) -> None:
    alert = HotLead(7, lead_id, "comparing-us", AT, AT, (), state, 1)
    choices = _choices(alert, Lead(lead_id), lang)
    assert choices
    for choice in choices:
        found = routed(choice.say, lang)
        assert isinstance(found, Matched), choice.say
        assert (found.intent.name, found.slots) == (choice.action, {"lead": lead_id})
