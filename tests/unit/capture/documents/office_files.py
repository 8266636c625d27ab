"""Office files as Word and PowerPoint write them, the parts that matter, and zips that nobody should open."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    A: "http://purl.oclc.org/ooxml/drawingml/main",
    P: "http://purl.oclc.org/ooxml/presentationml/main",
}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def properties(title: str, pages: int = 0) -> dict[str, str]:
    """The parts with a document's properties."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    app = f'<Properties xmlns="{extended}"><Pages>{pages}</Pages></Properties>'
    return {"docProps/core.xml": core, "docProps/app.xml": app}


def docx(paragraphs: Sequence[tuple[str, str]], title: str = "", pages: int = 0) -> bytes:
    """A Word file of paragraphs (style, text)."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r><w:t>{text[:2]}</w:t></w:r><w:r><w:t>{text[2:]}</w:t></w:r></w:p>"
        for style, text in paragraphs
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **properties(title, pages)})


def pptx(slides: Sequence[tuple[str, str]], title: str = "", *, strict: str = "") -> bytes:
    """A PowerPoint file of slides (title, text); `strict` as Strict Open XML names things."""
    parts: dict[str, str | bytes] = {"ppt/presentation.xml": f'<p:presentation xmlns:p="{P}"/>', **properties(title)}
    for number, (heading, text) in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{P}" xmlns:a="{A}">'
            f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="ctrTitle"/></p:nvPr></p:nvSpPr>'
            f"<p:txBody><a:p><a:r><a:t>{heading}</a:t></a:r></a:p></p:txBody></p:sp></p:sld>"
        )
    if strict:
        parts = {name: _strict(str(content)) for name, content in parts.items()}
    return zipped(parts)


def _strict(content: str) -> str:
    for usual, other in _STRICT.items():
        content = content.replace(usual, other)
    return content
