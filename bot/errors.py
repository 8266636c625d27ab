"""What can go wrong around the bot, with the exit code that scripts depend on.

Trouble                the sentence is in `say`, the exit code in `code`
├── InputAtFault  1    what was given cannot be used (also an unknown person)
│   └── Unreadable
├── WrongUse      2    wrong usage or settings
├── Missing       3    a component is not installed
└── Around        4    the surroundings: port, database, disk
    └── PortInUse
"""

from collections.abc import Mapping
from pathlib import Path

from knowledge.people.model import Lang


class Trouble(Exception):
    """Something a person has to be told before the program ends."""

    code = 1

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.say: Mapping[Lang, str] = {"zh": zh, "en": en}


class InputAtFault(Trouble):
    """What was given cannot be used."""


class Unreadable(InputAtFault):
    """A file that was named cannot be read, as text where text is wanted."""

    def __init__(self, file: Path, error: Exception) -> None:
        match error:
            case FileNotFoundError():
                super().__init__(f"没有这个文件：{file}", f"There is no file {file}.")
            case IsADirectoryError():
                super().__init__(f"{file} 是文件夹，不是文件。", f"{file} is a folder, not a file.")
            case PermissionError():
                super().__init__(f"没有权限读 {file}。", f"{file} may not be read by this user.")
            case UnicodeDecodeError():
                super().__init__(f"{file} 不是 UTF-8 编码的文本。", f"{file} is no UTF-8 text.")
            case _:
                super().__init__(f"读不了文件 {file}：{error}", f"The file {file} cannot be read: {error}")


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
