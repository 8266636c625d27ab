"""Any notice at all, for properties of renderings."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from notifiers.notice import Attachment, Choice, Evidence, Fact, Field, Form, Notice, Ring, Stripe

BREAKING = ["<!channel>", "*a*", "_b_", "`c`", "~d~", "&amp;", "<https://e.example|f>", "\n", "\x00"]
odd = st.sampled_from([*BREAKING, "字", "\U0001f469\u200d\U0001f4bb"])
short = st.text(max_size=40) | odd
long = st.text(max_size=120) | st.builds(
    lambda piece, times: piece * times, odd | st.text(max_size=5), st.sampled_from([3, 60, 700])
)
args = st.dictionaries(short, long, max_size=3)
choices = st.builds(Choice, label=short, action=short, args=args, primary=st.booleans(), say=short)
fields = st.builds(Field, name=short, label=long, options=st.lists(st.tuples(short, short), max_size=4).map(tuple))
forms = st.builds(
    Form, title=short, action=short, args=args, fields=st.lists(fields, max_size=4).map(tuple), submit=short
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
evidence = st.builds(
    Evidence, text=long, at=st.none() | moments, source=short, link=short | st.just("https://g.example/?a=1&b=2")
)
files = st.builds(Attachment, name=short, media_type=st.just("text/csv"), content=st.binary(max_size=20))
rings = st.lists(st.builds(Ring, short | st.sampled_from(["U1", "S1", "all"]), short | long), max_size=12).map(tuple)
notices = st.builds(
    Notice,
    kind=short,
    subject=short,
    version=st.integers(1, 9),
    lang=st.sampled_from(["zh", "en"]),
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "Nowhere/At all", "../etc"]),
    text=long,
    title=short | long,
    stripe=st.sampled_from(Stripe),
    badge=short,
    facts=st.lists(st.builds(Fact, label=short, value=long), max_size=14).map(tuple),
    why=st.lists(evidence, max_size=6).map(tuple),
    choices=st.lists(choices, max_size=14).map(tuple),
    settled=short,
    foot=long,
    form=st.none() | forms,
    attachment=st.none() | files,
    rings=rings,
)
