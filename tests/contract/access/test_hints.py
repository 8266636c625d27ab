"""Not even a hint: whoever may not see a customer's papers gets the same answers whether there are any or not."""

import shutil
import sys
from functools import partial
from pathlib import Path

from handlers.reply import private_notice, room_notice
from knowledge.store.opening import sqlite_file
from knowledge.store.unit import Reader
from tests.contract.access.asking import message, questions
from tests.contract.access.test_answers import _text, conversation
from tests.contract.access.world import DURING, built
from tests.stores import Hand, opened

ASKING = ("li", "sun", "gil", "xu")
"""People who have nothing to do with C2."""

ROOMS = ("direct", "team", "unnamed", "outside")
NAMES_A_CONTACT = "CONTACTNA"
"""A question that names a contact exactly may be told that it is not for them."""

Said = dict[tuple[str, str, str], tuple[str, str]]


def answers(reader: Reader) -> Said:
    """What each of them is told about C2, in the room and alone."""
    bot, said = conversation(), Said()
    asked = [one.text for one in questions(("C2",)) if one.customer and NAMES_A_CONTACT not in one.text]
    for person, room, text in ((person, room, text) for person in ASKING for room in ROOMS for text in asked):
        looked = bot.look(message(person, room, text, DURING), DURING, reader)
        assert looked.plan is not None
        here = _text(room_notice(looked.plan, looked.ask))
        said[person, room, text] = here, _text(private_notice(looked.private, looked.ask)) if looked.private else ""
    return said


async def test_there_is_no_telling_whether_there_is_anything(sqlite_url: str, tmp_path: Path) -> None:
    path = sqlite_file(sqlite_url)
    assert path is not None
    shutil.copy(path, tmp_path / "empty.db")
    found: list[Said] = []
    for url, without in ((sqlite_url, ""), (f"sqlite:///{tmp_path / 'empty.db'}", "C2")):
        async with opened(url, Hand(DURING)) as store:
            await store.write(partial(built, without=without))
            found.append(await store.read(answers))
    full, empty = found
    assert full.keys() == empty.keys()
    assert [(case, full[case], empty[case]) for case in full if full[case] != empty[case]][:9] == []
    sys.stdout.write(f"{len(full):,} answers that are the same with and without\n")
