"""Files to read, made here: pictures, PDFs with a text layer, and what people send by mistake."""

import io
import struct
import zlib
from collections.abc import Sequence


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 240), colour: str = "white", **options: object) -> bytes:
    """A picture without text."""
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, kind, **options)
    return kept.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that announces a size and holds almost nothing: a decompression bomb's first part."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def pdf(pages: Sequence[Sequence[str]], title: str = "", rotate: int = 0) -> bytes:
    """A PDF with a text layer (PDF 32000-1): Latin text in Helvetica, one line below the other."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        text = "".join(f"1 0 0 1 72 {760 - 24 * at} Tm ({line}) Tj " for at, line in enumerate(lines))
        content = f"BT /F1 12 Tf {text}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (rotate, len(objects))
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
    return _pdf_file(objects)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = file.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    file.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    size = len(objects) + 1
    file.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(objects), table)
    )
    return file.getvalue()


def locked_pdf() -> bytes:
    """A PDF that wants a password: its encryption dictionary (PDF 32000-1, 7.6.3) fits no empty one."""
    plain = pdf([["Hello"]])
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(0123456789abcdef) (0123456789abcdef)] "
    )
    return plain.replace(b"trailer << ", b"trailer << " + lock % (b"o" * 32, b"u" * 32))
