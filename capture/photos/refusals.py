"""Why a file is not a picture that can be read, with the sentence for whoever shared it; what can be wrong with any
file is in capture/documents/refusals.py. The code of each is its name here.
"""

from capture.base import BadMaterialError


def not_a_picture() -> BadMaterialError:
    """It is neither a picture of a known type nor a PDF, whatever its name says."""
    return BadMaterialError(
        "not_a_picture",
        "这不是我能读的图片（支持 JPG、PNG、WebP、TIFF、BMP、GIF 和 PDF），请换一种格式发送。",
        "This is not a picture I can read (JPG, PNG, WebP, TIFF, BMP, GIF and PDF work). Please send another format.",
    )


def heic() -> BadMaterialError:
    """The format that iPhones store photos in."""
    return BadMaterialError(
        "heic",
        "这是 iPhone 的 HEIC 照片，我读不了；请转成 JPG 再发，或发一张截图。",
        "This is an iPhone HEIC photo, which I cannot read. Please send it as JPG, or send a screenshot of it.",
    )


def too_large() -> BadMaterialError:
    """It has more pixels than may be decoded."""
    return BadMaterialError(
        "too_large",
        "这张图片的像素太多，我打不开；请缩小后再发。",
        "This picture has too many pixels for me to open. Please send a smaller one.",
    )


def too_small(width: int, height: int) -> BadMaterialError:
    """It has too few pixels to hold any text."""
    return BadMaterialError(
        "too_small",
        f"这张图片太小（{width}×{height} 像素），看不出文字，请发原图。",
        f"This picture is too small ({width}×{height} pixels) to hold any text. Please send the original.",
    )
