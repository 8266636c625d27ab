"""Links to their documents: variants of one are one, wrappers come off, and no text breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.links.address import book_of
from config.documents import DocumentSettings, HostRule, Wrapper

BOOK = book_of(DocumentSettings(own_hosts=("docs.dazi.example",)))
GUID = "f3a0d8c0-1111-2222-3333-444455556666"
SITE = "https://team.sharepoint.com/:w:/r/sites/S"
SAFE = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fteam.sharepoint.com%2Fsites%2FS"
PAGE = "0123456789abcdef0123456789abcdef"

SAME: dict[str, tuple[str, ...]] = {
    "google:1AbCdEf_Gh-Ij": (
        "https://docs.google.com/presentation/d/1AbCdEf_Gh-Ij/edit?usp=sharing#slide=id.p",
        "https://docs.google.com/presentation/u/1/d/1AbCdEf_Gh-Ij/view",
        "http://docs.google.com/a/team.example/presentation/d/1AbCdEf_Gh-Ij",
        "https://drive.google.com/file/d/1AbCdEf_Gh-Ij/view?usp=drive_link",
        "https://drive.google.com/open?id=1AbCdEf_Gh-Ij&authuser=0",
        "https://www.google.com/url?q=https%3A%2F%2Fdocs.google.com%2Fpresentation%2Fd%2F1AbCdEf_Gh-Ij%2Fedit&sa=D",
    ),
    "feishu:DoxcnAbc123": (
        "https://team.feishu.cn/docx/DoxcnAbc123?from=from_copylink",
        "https://m.feishu.cn/docx/DoxcnAbc123",
        "https://other.larksuite.com/docx/DoxcnAbc123#part-2",
        "https://applink.feishu.cn/client/web_url/open?url=https%3A%2F%2Fteam.feishu.cn%2Fdocx%2FDoxcnAbc123",
    ),
    "tencent:DRXBvYVd": (
        "https://docs.qq.com/slide/DRXBvYVd?u=abc&no_promotion=1",
        "https://docs.qq.com/slide/DRXBvYVd#",
        "https://docs.qq.com/slide/p/DRXBvYVd?dver=3",
    ),
    "wps:cAbC123": ("https://kdocs.cn/l/cAbC123", "https://www.kdocs.cn/l/cAbC123?from=docs", "https://kdocs.cn/view/l/cAbC123"),
    "shimo:Wr3DVabc": ("https://shimo.im/docs/Wr3DVabc/read", "https://link.zhihu.com/?target=https%3A//shimo.im/docs/Wr3DVabc"),
    "dingtalk:n0de": ("https://alidocs.dingtalk.com/i/nodes/n0de?utm_scene=team_space", "https://alidocs.dingtalk.com/i/nodes/n0de"),
    f"microsoft:{GUID}": (
        f"{SITE}/_layouts/15/Doc.aspx?sourcedoc=%7B{GUID.upper()}%7D&file=A.docx&action=edit",
        f"https://teams.microsoft.com/l/file/{GUID}?tenantId=x&fileType=docx",
        f"{SITE}/Shared%20Documents/A.docx?d=w{GUID.replace('-', '')}&csf=1&web=1&e=a1",
    ),
    "microsoft:team.sharepoint.com/sites/s/shared documents/acme v3.pptx": (
        "https://team.sharepoint.com/sites/S/Shared%20Documents/Acme%20v3.pptx?web=1",
        f"{SAFE}%2FShared%2520Documents%2FAcme%2520v3.pptx%3Fweb%3D1&data=05",
    ),
    f"notion:{PAGE}": (
        f"https://www.notion.so/team/Acme-proposal-v2-{PAGE}?pvs=4",
        f"https://team.notion.site/{PAGE}",
        "https://www.notion.so/01234567-89ab-cdef-0123-456789abcdef",
        f"https://www.notion.so/team/Board-{'f' * 32}?p={PAGE}",
    ),
    "docsend:abc123": ("https://docsend.com/view/abc123", "https://team.docsend.com/view/abc123?email=x"),
    "papermark:cl12": ("https://www.papermark.com/view/cl12", "https://www.papermark.io/view/cl12?preview=1"),
    "own:docs.dazi.example/p/d1-v3": ("https://docs.dazi.example/p/d1-v3/view?utm_source=mail", "http://docs.dazi.example/p/d1-v3/"),
    "google:1Doc": ("https://urldefense.proofpoint.com/v2/url?u=https-3A__docs.google.com_document_d_1Doc_edit&d=x",),
}  # fmt: skip


@pytest.mark.parametrize(("key", "link"), [(key, link) for key, links in SAME.items() for link in links])
def test_every_link_to_a_document_is_the_document(key: str, link: str) -> None:
    found = BOOK.address(link)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("link", [links[0] for links in SAME.values()])
def test_the_plain_link_is_its_own(link: str) -> None:
    found = BOOK.address(link)
    assert found is not None
    again = BOOK.address(found.url)
    assert again is not None
    assert (again.key, again.url) == (found.key, found.url)


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/a/b/pull/1",
        "https://mp.weixin.qq.com/s/AbCdEf",
        "https://www.zhihu.com/question/1",
        "https://docs.google.com/",
        "ftp://docs.google.com/document/d/1",
        "http://[::1",
        "https://",
        "not a link",
        "https://docs.google.com/document/d/1" + "a" * 5000,
    ],
)
def test_what_is_no_document_is_none(link: str) -> None:
    assert BOOK.address(link) is None


def test_names_at_the_end_are_titles_and_ids_are_none() -> None:
    titles = {
        "https://www.dropbox.com/scl/fi/abc/Bluecairn-proposal-final.pdf?rlkey=1": "Bluecairn proposal final.pdf",
        "https://files.acme.example/out/%E6%B1%9F%E6%A1%A5_%E6%96%B9%E6%A1%88_V2.pptx": "江桥 方案 V2.pptx",
        f"https://www.notion.so/team/Acme-proposal-v2-{PAGE}": "Acme proposal v2",
        "https://docs.google.com/document/d/1AbC/edit": "",
    }
    assert {link: found.title if (found := BOOK.address(link)) else None for link in titles} == titles


def test_what_an_address_leads_to() -> None:
    holds = {
        "https://docs.google.com/forms/d/e/1F/viewform": "form",
        "https://drive.google.com/drive/folders/1F": "folder",
        "https://team.feishu.cn/minutes/obcn1": "recording",
        "https://team.feishu.cn/wiki/wikcn1": "wiki",
        "https://eu.docusign.net/Signing/?ti=1": "signing",
        "https://www.chinabidding.cn/zbgg/1.html": "notice",
        "https://team.sharepoint.com/:x:/s/Sales/EaB": "sheet",
        "https://files.acme.example/a.pptx": "slides",
    }
    assert {link: found.holds if (found := BOOK.address(link)) else None for link in holds} == holds


def test_the_teams_own_rules_stand_first() -> None:
    rule = HostRule(name="dms", hosts=("dms.acme.example",), paths={"/show?doc={key}": "document"})
    wrapper = Wrapper(hosts=("go.acme.example",), path="/out", parameters=("to",))
    book = book_of(DocumentSettings(hosts=(rule,), wrappers=(wrapper,)))
    found = book.address("https://go.acme.example/out?to=https%3A%2F%2Fdms.acme.example%2Fshow%3Fdoc%3D77%26tab%3D2")
    assert found is not None
    assert (found.key, found.holds) == ("dms:77", "document")


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for link in (text, f"https://{text}", f"https://docs.google.com/{text}", f"https://www.google.com/url?q={text}"):
        found = BOOK.address(link)
        assert found is None or found.key


@given(st.text(alphabet="abcDEF0123456789_-", min_size=8, max_size=40), st.sampled_from(("edit", "view", "copy", "")))
def test_any_id_survives_any_variant(key: str, variant: str) -> None:
    found = BOOK.address(f"https://docs.google.com/document/d/{key}/{variant}?utm_source=x&usp=sharing")
    assert found is not None
    assert found.key == f"google:{key}"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("http://drive.dazi.example:8080/方案.pdf?from=chat", "http://drive.dazi.example:8080/%E6%96%B9%E6%A1%88.pdf"),
        ("http://docs.dazi.example/out/plan", "http://docs.dazi.example/out/plan"),
        ("https://m.files.example/plan.pdf", "https://m.files.example/plan.pdf"),
        ("http://docs.google.com/document/d/1Abc/edit", "https://docs.google.com/document/d/1Abc"),
    ],
)
def test_a_drive_of_ones_own_is_called_as_it_was_pasted(link: str, url: str) -> None:
    found = BOOK.address(link)
    assert found is not None
    assert found.url == url


def test_ports_tell_drives_apart_schemes_do_not() -> None:
    keys = [
        BOOK.address(f"{host}/plan.pdf")
        for host in ("http://nas.example", "https://nas.example", "http://nas.example:81")
    ]
    assert [one.key for one in keys if one] == ["web:nas.example/plan.pdf"] * 2 + ["web:nas.example:81/plan.pdf"]
