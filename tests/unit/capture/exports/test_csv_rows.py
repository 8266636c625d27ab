import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from capture.exports import reasons
from capture.exports.csv_rows import MOST_OPEN_QUOTES, BrokenRow, CsvRows, Row

HEADER = "id,name,region\n"


def read(text: str) -> list[Row | BrokenRow]:
    return list(CsvRows(io.StringIO(text, newline="")))


def told(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The ids that came through, and the broken rows with their lines."""
    rows = read(HEADER + text)[1:]
    whole = [row.cells[0] for row in rows if isinstance(row, Row)]
    return whole, [(row.line, row.why.en) for row in rows if isinstance(row, BrokenRow)]


def test_a_quote_never_closed_is_named_by_the_line_where_it_began() -> None:
    ids, broken = told('1,A,x\n2,B,x\n3,"Acme,x\n4,D,x\n5,E,x\n')
    assert broken == [(4, reasons.OPEN_QUOTE.en)]
    assert ids == ["1", "2", "4", "5"], "everything before is kept, and what follows is read as rows again"


def test_a_quote_never_closed_before_rows_with_quotes() -> None:
    ids, broken = told('1,A,x\n2,"Acme,x\n3,"Beta, Inc",x\n4,D,"y"\n')
    assert (ids, broken) == (["1", "3", "4"], [(3, reasons.OPEN_QUOTE.en)])


def test_a_quote_never_closed_in_the_last_line() -> None:
    assert told('1,A,x\n2,"Acme,x') == (["1"], [(3, reasons.OPEN_QUOTE.en)])


def test_a_quote_never_closed_in_a_long_file() -> None:
    many = "".join(f"{n},name,x\n" for n in range(3, 40_000))
    ids, broken = told(f'1,A,x\n2,"Acme,x\n{many}')
    assert broken == [(3, reasons.OPEN_QUOTE.en)]
    assert len(ids) == 39_998


def test_a_file_of_broken_quotes_ends() -> None:
    _, broken = told('1,"A,x\n' * 5000)
    assert len(broken) == MOST_OPEN_QUOTES + 2
    assert broken[-1][1] == reasons.TOO_BROKEN.en


def test_a_cell_may_run_over_lines() -> None:
    rows = read(HEADER + '1,"two\nlines",x\n2,B,x\n')
    assert rows[1:] == [Row(2, ["1", "two\nlines", "x"]), Row(4, ["2", "B", "x"])]


def test_a_line_that_is_too_long_costs_only_itself() -> None:
    ids, broken = told(f"1,A,x\n2,{'y' * 3_000_000},x\n3,C,x\n")
    assert (ids, broken) == (["1", "3"], [(3, reasons.BAD_NUL.en)])


def test_line_ends_of_every_kind() -> None:
    assert [row.line for row in read("id,name\r\n1,A\r\n\r\n2,B\r\n")] == [1, 2, 4]
    assert [row.line for row in read("id,name\r1,A\r2,B")] == [1, 2, 3]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=20))
def test_what_csv_writes_comes_back(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("id", "name", "region"), *rows])
    found = read(text.getvalue())[1:]
    assert [row.cells for row in found if isinstance(row, Row)] == [list(row) for row in rows if any(row)]


@given(st.text(alphabet=st.sampled_from('a",\n\r 1中'), max_size=120))
def test_any_text_is_read_to_its_end(text: str) -> None:
    rows = read(HEADER + text)
    assert rows[0] == Row(1, ["id", "name", "region"])
    lines = [row.line for row in rows]
    assert lines == sorted(lines)
