"""What can go wrong around the bot, with the exit code that scripts depend on.

Trouble                the sentence is in `say`, the exit code in `code`
├── InputAtFault  1    what was given cannot be used (also an unknown person)
├── WrongUse      2    wrong usage or settings
├── Missing       3    a component is not installed
└── Around        4    the surroundings: port, database, disk
    └── PortInUse
"""

from collections.abc import Mapping

from knowledge.people.model import Lang


class Trouble(Exception):
    """Something a person has to be told before the program ends."""

    code = 1

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.say: Mapping[Lang, str] = {"zh": zh, "en": en}


class InputAtFault(Trouble):
    """What was given cannot be used."""


class WrongUse(Trouble):
    """Wrong usage or settings."""

    code = 2


class Missing(Trouble):
    """A component is not installed."""

    code = 3


class Around(Trouble):
    """The surroundings do not allow it."""

    code = 4


class PortInUse(Around):
    """The address cannot be listened at."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"无法在 {host}:{port} 上监听（{why}）。请换一个端口（web.port 或 --port），或停掉占用它的程序。",
            f"Cannot listen on {host}:{port} ({why}). Take another port (web.port or --port), "
            "or stop the program that uses it.",
        )
