"""Documents in a message, each with the words that speak of it."""

from capture.base import FileRef
from capture.links.address import book_of
from capture.links.found import Shared, is_worth_a_look, shared_in
from config.documents import DocumentSettings

BOOK = book_of(DocumentSettings())
ONE, TWO = "https://docs.google.com/document/d/1One", "https://docs.google.com/document/d/1Two"


def words(text: str) -> list[str]:
    return [one.words.strip(" ：:，,。\n") for one in shared_in(text, (), BOOK)]


def test_one_link_has_all_the_words() -> None:
    assert words(f"江桥的方案 {ONE} 请看") == ["江桥的方案   请看"]


def test_each_of_several_has_its_own() -> None:
    assert words(f"方案：{ONE} 合同：{TWO}") == ["方案", "合同"]
    assert words(f"三个文件：\n衡岳方案 {ONE}\n会议纪要 {TWO}") == ["衡岳方案", "会议纪要"]
    assert words(f"赤岩：{ONE}（方案） {TWO}（报价）") == ["赤岩： （方案）", "（报价）"]


def test_a_link_alone_on_its_line_has_the_lines_above_it() -> None:
    assert words(f"衡岳的方案\n{ONE}\n附:会议纪要 {TWO}") == ["衡岳的方案", "附:会议纪要"]
    assert words(f"Acme proposal\n{ONE}\nand the recording\n{TWO}") == ["Acme proposal", "and the recording"]
    assert words(f"衡岳的方案\n{ONE} 提取码: a8k2\n合同草稿 {TWO}") == ["衡岳的方案", "合同草稿"]


def test_where_the_first_has_nothing_before_it_each_has_what_follows() -> None:
    assert words(f"{ONE}\n方案终稿\n{TWO}\n现场录像") == ["方案终稿", "现场录像"]


def test_what_leads_up_to_several_is_nobodys_own() -> None:
    def leads(text: str) -> list[str]:
        return [one.lead.strip() for one in shared_in(text, (), BOOK)]

    assert leads(f"两家的报价：\n江桥 {ONE}\n启泰 {TWO}") == ["两家的报价："] * 2
    assert leads(f"能交：江桥报价 {ONE}\n不能交：启泰 {TWO}") == ["", ""]
    assert leads(f"江桥报价\n{ONE}\n照片 {TWO}") == ["", ""]


def test_links_in_a_row_share_what_stands_before_them() -> None:
    assert words(f"方案和白皮书：{ONE} {TWO}") == ["方案和白皮书", "方案和白皮书"]
    assert [one.row for one in shared_in(f"方案和白皮书：{ONE} {TWO}", (), BOOK)] == [(0, 2), (1, 2)]


def test_the_same_document_counts_once_and_other_links_not_at_all() -> None:
    found = shared_in(f"{ONE}/edit {ONE}/view https://github.com/a/b", (), BOOK)
    assert [one.key for one in found] == ["google:1One"]


def test_files_by_name_and_size() -> None:
    deck, photo = FileRef("f1", "江桥_方案_V3.pptx", 10), FileRef("f2", "a.jpg", 10)
    (found,) = shared_in("", (deck, photo), BOOK)
    assert (found.key, found.title, found.holds) == ("file:江桥_方案_v3.pptx:10", "江桥 方案 V3.pptx", "slides")
    assert shared_in("", (FileRef("f3", "江桥_方案_V3.pptx", 10),), BOOK)[0].key == found.key


def test_most_messages_are_not_looked_at() -> None:
    assert not is_worth_a_look("好的收到", ())
    assert not is_worth_a_look("", (FileRef("f", "a.jpg", 1),))
    assert is_worth_a_look("https://a.example", ())
    assert is_worth_a_look("", (FileRef("f", "a.PDF", 1),))


def test_words_are_none_where_there_are_none() -> None:
    assert Shared("k", "file").words == ""
