"""Opening what anybody may have sent: usual types, the camera's turn, bombs, and what is no picture."""

import io
import sys
from pathlib import Path

import pytest

from capture.base import BadMaterialError
from capture.documents.refusals import ReaderMissing
from capture.photos.pictures import LONGEST_SIDE, frames, is_heic, opened_picture
from tests.unit.capture.photos.files import picture, png_header

pytest.importorskip("PIL")
pytest.importorskip("numpy")


def kept(folder: Path, content: bytes, name: str = "photo.jpg") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def refused(file: Path) -> str:
    with pytest.raises(BadMaterialError) as caught:
        opened_picture(file)
    assert caught.value.say["zh"] != caught.value.say["en"]
    return caught.value.code


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF"])
def test_the_usual_types_are_opened(tmp_path: Path, kind: str) -> None:
    assert opened_picture(kept(tmp_path, picture(kind, colour="red"))).shape == (240, 320, 3)


def test_colours_come_as_blue_green_red(tmp_path: Path) -> None:
    assert opened_picture(kept(tmp_path, picture(colour="red")))[0, 0].tolist() == [0, 0, 255]


def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn clockwise
    assert opened_picture(kept(tmp_path, picture("JPEG", exif=exif.tobytes()))).shape == (320, 240, 3)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    from PIL import Image

    content = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(content, "PNG")
    assert opened_picture(kept(tmp_path, content.getvalue())).min() == 255


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_photo_is_scaled_down(tmp_path: Path, kind: str) -> None:
    shape = opened_picture(kept(tmp_path, picture(kind, (6000, 3000)))).shape
    assert shape == (LONGEST_SIDE // 2, LONGEST_SIDE, 3)


def test_a_fax_has_several_pages_an_animation_one(tmp_path: Path) -> None:
    from PIL import Image

    pages = [Image.new("RGB", (100, 100), colour) for colour in ("white", "black", "red")]
    for name, expected in (("fax.tiff", 3), ("fun.gif", 1)):
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
        assert frames(tmp_path / name) == expected
    assert opened_picture(tmp_path / "fax.tiff", 2)[0, 0].tolist() == [0, 0, 255]


@pytest.mark.parametrize("size", [(30_000, 30_000), (20_000, 4_000)])
def test_a_bomb_is_not_decoded(tmp_path: Path, size: tuple[int, int]) -> None:
    assert refused(kept(tmp_path, png_header(*size))) == "too_large"


def test_a_single_pixel_holds_no_text(tmp_path: Path) -> None:
    assert refused(kept(tmp_path, picture(size=(1, 1)))) == "too_small"


def test_a_photo_that_breaks_off_is_refused(tmp_path: Path) -> None:
    whole = picture("JPEG", (800, 800), quality=95)
    assert refused(kept(tmp_path, whole[: len(whole) // 2])) == "broken"
    assert refused(kept(tmp_path, png_header(300, 300))) == "broken"


@pytest.mark.parametrize("content", ["只是文字".encode(), b"\x00\x00\x00\x18ftypmp42" + b"\0" * 100, b"PK\x03\x04xx"])
def test_what_is_no_picture_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    assert refused(kept(tmp_path, content)) == "not_a_picture"


def test_iphone_photos_are_known_and_avif_is_not_taken_for_one() -> None:
    assert is_heic(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
    assert is_heic(b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic")
    assert not is_heic(b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf")
    assert not is_heic(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42")


def test_without_pillow_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(ReaderMissing) as missing:
        frames(tmp_path / "photo.jpg")
    assert all(".[ocr]" in say for say in missing.value.say.values())
