from dataclasses import replace

import pytest

from knowledge.people.model import Lang
from notifiers.folding import folded_notice
from notifiers.notice import Evidence, InDoubt, Notice, Urgency

HOT = Notice(
    "hot_lead", "1", 1, "en", title="Acme", badge="🔥 Hot lead", urgency=Urgency.HIGH, why=(Evidence("a form"),)
)
PLAIN = Notice("operator_row_failed", "2", 1, "en", text="A row failed.\nIt is kept.")


def test_names_every_notice_with_its_cause() -> None:
    found = folded_notice([HOT, PLAIN], "7")
    assert found.text.split("\n") == ["2 alerts, folded into one", "· 🔥 Hot lead Acme — a form", "· A row failed."]
    assert (found.subject, found.urgency) == ("7", Urgency.HIGH)


@pytest.mark.parametrize(("lang", "head"), [("zh", "2 条提醒，合并成一条"), ("en", "2 alerts, folded into one")])
def test_speaks_the_language_of_the_first(lang: Lang, head: str) -> None:
    found = folded_notice([replace(HOT, lang=lang), PLAIN], "7")
    assert (found.lang, found.text.split("\n")[0]) == (lang, head)


def test_is_sent_again_only_where_each_part_may_be() -> None:
    careful = replace(HOT, in_doubt=InDoubt.REPORT)
    assert folded_notice([PLAIN, HOT], "7").in_doubt is InDoubt.RESEND
    assert folded_notice([PLAIN, careful], "7").in_doubt is InDoubt.REPORT
