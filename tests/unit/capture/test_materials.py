"""What a shared file is to us."""

import pytest

from capture.base import FileRef
from capture.materials import Material, material_of


@pytest.mark.parametrize(
    ("name", "media_type", "material"),
    [
        ("周会.m4a", "application/octet-stream", Material.RECORDING),
        ("voice", "audio/amr", Material.RECORDING),
        ("屏幕录像.MP4", "video/mp4", Material.RECORDING),
        ("合同.JPG", "application/octet-stream", Material.PICTURE),
        ("image", "image/png", Material.PICTURE),
        ("方案V3.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Material.DOCUMENT),
        ("合同.pdf", "application/pdf", Material.DOCUMENT),
        ("数据.xlsx", "application/octet-stream", Material.OTHER),
        ("", "", Material.OTHER),
    ],
)
def test_by_type_else_by_ending(name: str, media_type: str, material: Material) -> None:
    assert material_of(FileRef("f", name, 0, media_type)) is material
