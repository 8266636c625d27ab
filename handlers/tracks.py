"""Who has had deals with a customer: the answer where no owner is recorded."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.base import Answer, Outcome, SourceLine, View
from handlers.papers import left_out
from knowledge.access.model import Kind
from knowledge.deals.model import Track
from knowledge.deals.view import tracks
from knowledge.people.model import Lang, Person
from knowledge.people.view import people
from notifiers.filling import filled

MOST = 5
"""More agents than this are counted, not named."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "none": {"zh": "也没有它的商机记录。", "en": " There are no deals with it either."},
    "names": {"zh": "从商机记录看，做过它的有：{names}。", "en": " Going by its deals, these worked on it: {names}."},
    "and": {"zh": "、", "en": ", "},
    "title": {"zh": "从商机记录看，做过它的有 {count} 人：", "en": " Going by its deals, {count} people worked on it:"},
    "title_one": {"zh": "从商机记录看，只有一人做过它：", "en": " Going by its deals, one person worked on it:"},
    "line": {
        "zh": "· {who}：{deals} 个商机（赢 {won}，输 {lost}，进行中 {open}），{days}",
        "en": "· {who}: {deals} deals ({won} won, {lost} lost, {open} open), {days}",
    },
    "line_one": {
        "zh": "· {who}：1 个商机（赢 {won}，输 {lost}，进行中 {open}），{days}",
        "en": "· {who}: 1 deal ({won} won, {lost} lost, {open} open), {days}",
    },
    "left": {"zh": "{who}（已离职）", "en": "{who} (has left)"},
    "days": {"zh": "{first} 至 {last}", "en": "{first} to {last}"},
    "undated": {"zh": "没有日期", "en": "no dates"},
    "more": {"zh": "另有 {count} 人", "en": "and {count} more"},
    "deals": {"zh": "{who}的 {deals} 个商机", "en": "{deals} deals of {who}"},
}


def tracks_answer(view: View, customer_id: str, lang: Lang, text: str, sources: tuple[SourceLine, ...]) -> Answer:
    """`text`, then at most five agents by number of deals, each with outcomes and first and last date.

    Where somebody who listens may not know of the deals, only who they are: whom to ask is no secret.
    """
    found = tracks(view.reader, customer_id, view.zone)
    hidden = left_out(view, [Kind.DEAL], customer_id, lang)
    if hidden:
        return _names_only(view, found[:MOST], lang, [text, *hidden], sources)
    if not found:
        return Answer(Outcome.ANSWER, text + _WORDS["none"][lang], sources=sources)
    named = found[:MOST]
    team = people(view.reader, [track.person_id for track in named])
    title = _WORDS["title" if len(found) > 1 else "title_one"][lang].format(count=len(found))
    lines = [text + title, *(_line(track, _who(track, team, view.today, lang), lang) for track in named)]
    if len(found) > MOST:
        lines.append(_WORDS["more"][lang].format(count=len(found) - MOST))
    deals = tuple(_source(track, team, lang) for track in named)
    return Answer(Outcome.ANSWER, "\n".join(lines), sources=(*sources, *deals))


def _names_only(
    view: View, named: Sequence[Track], lang: Lang, lines: Sequence[str], sources: tuple[SourceLine, ...]
) -> Answer:
    text, *hidden = lines
    if named:
        team = people(view.reader, [track.person_id for track in named])
        names = _WORDS["and"][lang].join(_who(track, team, view.today, lang) for track in named)
        text += filled(_WORDS["names"][lang], lang, names=names)
        sources = (*sources, SourceLine("deals", names, ""))
    return Answer(Outcome.ANSWER, "\n".join([text, *hidden]), sources=sources)


def _who(track: Track, team: Mapping[str, Person], today: date, lang: Lang) -> str:
    member = team.get(track.person_id)
    if member is None:
        return track.person_id
    gone = member.left_on is not None and member.left_on < today
    return filled(_WORDS["left"][lang], lang, who=member.name_in(lang)) if gone else member.name_in(lang)


def _line(track: Track, who: str, lang: Lang) -> str:
    counts = {"deals": track.deals, "won": track.won, "lost": track.lost, "open": track.open}
    words = "line_one" if track.deals == 1 else "line"
    shown = {name: str(count) for name, count in counts.items()}
    return filled(_WORDS[words][lang], lang, who=who, days=_days(track, lang), **shown)


def _days(track: Track, lang: Lang) -> str:
    if track.first is None or track.last is None:
        return _WORDS["undated"][lang]
    if track.first == track.last:
        return track.first.isoformat()
    return _WORDS["days"][lang].format(first=track.first.isoformat(), last=track.last.isoformat())


def _source(track: Track, team: Mapping[str, Person], lang: Lang) -> SourceLine:
    who = team[track.person_id].name_in(lang) if track.person_id in team else track.person_id
    where = filled(_WORDS["deals"][lang], lang, who=who, deals=str(track.deals))
    return SourceLine("deals", where, track.last.isoformat() if track.last else "")
