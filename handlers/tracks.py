"""Who has had deals with a customer: the answer where no owner is recorded."""

from collections.abc import Mapping

from handlers.base import Answer, Outcome, SourceLine, View
from knowledge.deals.model import Track
from knowledge.deals.view import tracks
from knowledge.people.model import Lang
from knowledge.people.view import people

MOST = 5
"""More agents than this are counted, not named."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "none": {"zh": "也没有它的商机记录。", "en": " There are no deals with it either."},
    "title": {"zh": "做过它的商机的有：", "en": " These had deals with it:"},
    "line": {
        "zh": "· {who}：{deals} 个商机（赢 {won}、输 {lost}、进行中 {open}），{first} 至 {last}",
        "en": "· {who}: {deals} deals ({won} won, {lost} lost, {open} open), {first} to {last}",
    },
    "more": {"zh": "另有 {count} 人", "en": "and {count} more"},
    "undated": {"zh": "日期不详", "en": "no date"},
}


def tracks_answer(view: View, customer_id: str, lang: Lang, text: str, sources: tuple[SourceLine, ...]) -> Answer:
    """`text`, then at most five agents by number of deals, each with outcomes and first and last date."""
    found = tracks(view.reader, customer_id)
    if not found:
        return Answer(Outcome.ANSWER, text + _WORDS["none"][lang], sources=sources)
    team = people(view.reader, [track.person_id for track in found[:MOST]])
    names = {person_id: member.name_in(lang) for person_id, member in team.items()}
    lines = [text + _WORDS["title"][lang], *(_line(track, names, lang) for track in found[:MOST])]
    if len(found) > MOST:
        lines.append(_WORDS["more"][lang].format(count=len(found) - MOST))
    deals = tuple(_source(track) for track in found[:MOST])
    return Answer(Outcome.ANSWER, "\n".join(lines), sources=(*sources, *deals))


def _line(track: Track, names: Mapping[str, str], lang: Lang) -> str:
    return _WORDS["line"][lang].format(
        who=names.get(track.person_id, track.person_id),
        deals=track.deals,
        won=track.won,
        lost=track.lost,
        open=track.open,
        first=track.first.isoformat() if track.first else _WORDS["undated"][lang],
        last=track.last.isoformat() if track.last else _WORDS["undated"][lang],
    )


def _source(track: Track) -> SourceLine:
    return SourceLine(
        "deals", f"{track.deals} deals of {track.person_id}", track.last.isoformat() if track.last else ""
    )
