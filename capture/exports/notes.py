"""What an import wants to be known although nothing went wrong: plain, countable, and said in both languages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from capture.exports.reasons import Phrase

MOST_NAMES = 200
SHOWN_NAMES = 20


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing about a file. `code` names the sentence; `count` rows are meant, some by name."""

    code: str
    file: str
    count: int = 0
    names: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """As plain JSON, with its sentence."""
        said = sentence(self)
        found = {"code": self.code, "file": self.file, "count": self.count, "names": list(self.names)}
        return {**found, "zh": said.zh, "en": said.en}


def from_plain(document: Mapping[str, Any]) -> Note:
    """What `Note.plain` made."""
    return Note(document["code"], document["file"], document["count"], tuple(document["names"]))


def merged(notes: Iterable[Note]) -> list[Note]:
    """One note for each code and file: counts added, names joined, in the order of first appearance."""
    found: dict[tuple[str, str], Note] = {}
    for note in notes:
        before = found.get((note.code, note.file), Note(note.code, note.file))
        names = tuple(dict.fromkeys((*before.names, *note.names)))[:MOST_NAMES]
        found[note.code, note.file] = Note(note.code, note.file, before.count + note.count, names)
    return list(found.values())


def sentence(note: Note) -> Phrase:
    """The note as people read it."""
    zh, en = _SENTENCES[note.code](note)
    return Phrase(f"{note.file}：{zh}", f"{note.file}: {en}")


def _listed(note: Note, separator: str) -> str:
    return separator.join(note.names[:SHOWN_NAMES]) + (" …" if len(note.names) > SHOWN_NAMES else "")


def _plural(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


_Say = Callable[[Note], tuple[str, str]]
_SENTENCES: Mapping[str, _Say] = {
    "unknown_columns": lambda n: (
        f"以下列作为附加属性保留：{_listed(n, '、')}",
        f"columns kept as attributes: {_listed(n, ', ')}",
    ),
    "missing_columns": lambda n: (
        f"映射中的这些列文件里没有，已跳过：{_listed(n, '、')}",
        f"columns of the mapping that the file does not have, left out: {_listed(n, ', ')}",
    ),
    "not_used_yet": lambda n: (
        f"认得这个文件，暂未使用（{n.count} 行）",
        f"known, but not used yet ({_plural(n.count, 'row')})",
    ),
    "ignored": lambda _: ("按映射忽略", "ignored, as the mapping says"),
    "unknown_file": lambda _: ("不认得这个文件，未读取", "not a file of the import format; not read"),
    "no_such_file": lambda _: ("映射中的这个文件名没有匹配到任何文件", "no file matches this name in the mapping"),
    "encoding": lambda n: (f"按 {_listed(n, '、')} 编码读取", f"read as {_listed(n, ', ')}"),
    "repeated": lambda n: (
        f"{n.count} 行与前面的行完全相同，已合并",
        f"{_plural(n.count, 'row')} repeated word for word, counted once",
    ),
    "seen_again": lambda n: (
        f"{n.count} 个名称前面已有，保留前面的内容：{_listed(n, '、')}",
        f"{_plural(n.count, 'name')} given before; what was said first is kept: {_listed(n, ', ')}",
    ),
    "without_role": lambda n: (f"{n.count} 人没有角色，记为 rep", f"{n.count} without a role, recorded as rep"),
    "people_created": lambda n: (
        f"{n.count} 人只在这里被提到，已建立：{_listed(n, '、')}",
        f"{n.count} named only here, now created: {_listed(n, ', ')}",
    ),
    "card_lacks": lambda n: (
        f"没有写 {_listed(n, '、')}，引用时会提醒",
        f"does not say {_listed(n, ', ')}; whoever is told it is warned",
    ),
    "unknown_owner": lambda n: (
        f"负责人 {_listed(n, '、')} 不在人员表中，已保留",
        f"its owner {_listed(n, ', ')} is nobody recorded, kept",
    ),
    "deal_without_customer": lambda n: (
        f"{n.count} 个商机没有客户，已保留：{_listed(n, '、')}",
        f"{_plural(n.count, 'deal')} without a customer, kept: {_listed(n, ', ')}",
    ),
    "unknown_customer": lambda n: (
        f"{n.count} 行提到的客户不在客户表中，已保留：{_listed(n, '、')}",
        f"{_plural(n.count, 'row')} naming customers nobody recorded, kept: {_listed(n, ', ')}",
    ),
    "unknown_deal": lambda n: (
        f"{n.count} 行提到的商机不在商机表中，已保留：{_listed(n, '、')}",
        f"{_plural(n.count, 'row')} naming deals nobody recorded, kept: {_listed(n, ', ')}",
    ),
    "unknown_person": lambda n: (
        f"{n.count} 行提到的人不在人员表中，已保留：{_listed(n, '、')}",
        f"{_plural(n.count, 'row')} naming people nobody recorded, kept: {_listed(n, ', ')}",
    ),
}
