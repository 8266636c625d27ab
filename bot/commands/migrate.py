"""migrate: bring the tables to this program's version."""

from argparse import Namespace

from bot.command import Command, Surrounds
from bot.usage import Parser
from knowledge.store.opening import migrate_database

_DONE = {"zh": "数据库的表已是版本 {version}。", "en": "The database's tables are at version {version}."}


def _arguments(parser: Parser) -> None:
    """None of its own."""


def _run(given: Namespace, around: Surrounds) -> int:  # noqa: ARG001
    version = migrate_database(around.settings.database.url)
    print(around.say(_DONE).format(version=version))
    return 0


COMMAND = Command("migrate", {"zh": "升级数据库的表", "en": "bring the database's tables up to date"}, _arguments, _run)
