"""Tables as others hand them out: a page instead of one, three encodings in one file, bytes of none."""

import pytest

from capture.base import BadRow
from capture.records.reading import BadRecord, as_rejected, decoded, read_table


@pytest.mark.parametrize("raw", [b"<!DOCTYPE html><html>please log in</html>", b"\xef\xbb\xbf <html>\na,b\n</html>"])
def test_a_page_is_no_table(raw: bytes) -> None:
    with pytest.raises(BadRow, match="web page"):
        list(read_table(raw))


def test_json_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(BadRow, match="nested"):
        list(read_table(b'[{"a":' + b"[" * 500 + b"]" * 500 + b"}]"))
    assert len(list(read_table(b'[{"a":' + b"[" * 50 + b"]" * 50 + b"}]"))) == 1


def test_a_row_in_another_encoding_costs_only_itself() -> None:
    gbk = "名称,数量\n铜,1\n铝,2\n".encode("gbk") + b"\xff\xff,3\n"
    utf8 = "名称,数量\n铜,1\n铝,2\n".encode() + "镍".encode("gbk") + b",3\n"
    for raw in (gbk, utf8):
        *good, bad = read_table(raw)
        assert [dict(one.fields) for one in good if not isinstance(one, BadRecord)] == [
            {"名称": "铜", "数量": "1"},
            {"名称": "铝", "数量": "2"},
        ]
        assert isinstance(bad, BadRecord)
        assert "decoded" in bad.why.en


def test_a_nul_costs_its_row_and_can_be_told() -> None:
    good, bad = read_table(b"a,b\n1,2\n3,\x004\n")
    assert isinstance(bad, BadRecord)
    assert not isinstance(good, BadRecord)
    assert as_rejected(bad).where == "3  3,\\04"
    assert as_rejected(BadRecord(4, "a", "\udcff", bad.why)).where == "4 a \\udcff"


def test_utf16_needs_its_mark() -> None:
    assert decoded("名称".encode("utf-16")) == "名称"
    with pytest.raises(BadRow, match="UTF-16"):
        decoded(b"\xff\xfe\x00\xd8\x00")
