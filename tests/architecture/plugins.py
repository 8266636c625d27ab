"""The folders where plug-ins lie, and what makes one complete."""

import importlib
import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from bot.discover import discover

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Folder:
    """A plug-in folder: its package, the constant each module in it defines, and the type, as "module:Class"."""

    package: str
    constant: str
    kind: str

    def modules(self) -> list[str]:
        """What lies in the folder. `base` is the port itself, not a plug-in."""
        return [info.name for info in pkgutil.iter_modules(self._package().__path__) if info.name != "base"]

    def plugins(self) -> dict[str, object]:
        """The plug-ins by name. Raises TypeError where one is missing its constant, or two share a name."""
        if not self.modules():
            return {}
        module, _, name = self.kind.partition(":")
        kind: type[object] = getattr(importlib.import_module(module), name)
        return discover(self._package(), self.constant, kind)

    def _package(self) -> ModuleType:
        return importlib.import_module(self.package)


INTENTS = Folder("handlers.intents", "INTENT", "handlers.base:Intent")
FOLDERS = (
    INTENTS,
    Folder("handlers.reactions", "REACTION", "handlers.reaction:Reaction"),
    Folder("handlers.steps", "STEP", "handlers.reaction:Step"),
    Folder("handlers.hearings", "HEARING", "handlers.hearing:Hearing"),
    Folder("notifiers.alerts", "ALERT", "notifiers.alert:Alert"),
    Folder("notifiers.digests", "DIGEST", "notifiers.digest:Digest"),
    Folder("capture.sources", "SOURCE", "capture.base:Source"),
    Folder("capture.jobs", "JOB", "capture.base:Job"),
    Folder("bot.messengers", "MESSENGER", "bot.messengers.base:MessengerKind"),
)


def missing_examples(examples: Mapping[str, Sequence[str]]) -> list[str]:
    """The languages in which an intent shows nobody how to say it: none given, or one in the wrong script."""
    script = {"zh": HAN, "en": LATIN}
    spoken = {lang: examples.get(lang, ()) for lang in script}
    return [lang for lang, said in spoken.items() if not said or not all(script[lang].search(text) for text in said)]
