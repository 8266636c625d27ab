"""Lines of keys, against texts with everything TOML allows."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from config.toml_lines import key_lines

EVERYTHING = '''\
# a comment with [brackets] = "and" more
top = "a # b"
dotted.key = 1
"quoted.key" = 'x = [1]'

[web]   # after a header
port = 1
text = """
[not.a.table]
prot = 5
"""
list = [
  1, # one
  {a = 1, b = {c = 2}},
]

[[rooms]]
id = "a"
[rooms.inner]
deep = true
[[rooms]]
id = "b"
when = 2025-03-01 07:32:00
'''


def test_every_kind_of_key_is_found_where_it_stands() -> None:
    tomllib.loads(EVERYTHING)
    lines = key_lines(EVERYTHING)
    assert lines[("top",)] == 2
    assert lines[("dotted", "key")] == 3
    assert lines[("quoted.key",)] == 4
    assert lines[("web",)] == 6
    assert lines[("web", "port")] == 7
    assert lines[("web", "text")] == 8
    assert lines[("web", "list")] == 12
    assert lines[("web", "list", 0)] == 13
    assert lines[("web", "list", 1, "b", "c")] == 14
    assert lines[("rooms", 0, "id")] == 18
    assert lines[("rooms", 0, "inner", "deep")] == 20
    assert lines[("rooms", 1, "id")] == 22
    assert lines[("rooms", 1, "when")] == 23
    assert ("web", "prot") not in lines


def test_a_text_without_keys_has_none() -> None:
    assert key_lines("\n# nothing\n\n") == {}


WORD = st.text("abcdefgh_", min_size=1, max_size=6)
VALUE = st.sampled_from(
    ["1", "-2.5", "true", '"x"', "'#'", "[1, [2, 3]]", "{a = 1, b = [2]}", '"""m\nn"""', "[\n1,\n]"]
)


@given(st.dictionaries(WORD, st.dictionaries(WORD, VALUE, max_size=4), max_size=4))
def test_each_key_stands_on_its_line(tables: dict[str, dict[str, str]]) -> None:
    text = "".join(f"\n[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in rows.items()) for name, rows in tables.items())
    lines, written = key_lines(text), text.split("\n")
    for name, rows in tables.items():
        assert written[lines[(name,)] - 1] == f"[{name}]"
        for key, value in rows.items():
            assert written[lines[(name, key)] - 1] == f"{key} = {value}".split("\n", maxsplit=1)[0]
