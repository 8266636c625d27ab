"""What a shared file is to us, by its media type and its name: something to listen to, to look at, or to read."""

from enum import StrEnum
from pathlib import PurePosixPath

from capture.base import FileRef


class Material(StrEnum):
    """What is done with a file."""

    RECORDING = "recording"
    PICTURE = "picture"
    DOCUMENT = "document"
    OTHER = "other"


_ENDINGS = {
    Material.RECORDING: (
        "amr awb silk slk m4a mp3 aac ogg oga opus wav flac wma aiff webm mp4 m4v mov mkv avi wmv mpg mpeg 3gp ts flv"
    ),
    Material.PICTURE: "jpg jpeg png webp bmp gif tif tiff heic heif",
    Material.DOCUMENT: "pdf pptx pptm ppt docx docm doc",
}
_BY_ENDING = {ending: material for material, endings in _ENDINGS.items() for ending in endings.split()}
_BY_TYPE = {"audio": Material.RECORDING, "video": Material.RECORDING, "image": Material.PICTURE}


def material_of(file: FileRef) -> Material:
    """By the media type where it says anything, else by the name's ending."""
    general = file.media_type.partition("/")[0].lower()
    if general in _BY_TYPE:
        return _BY_TYPE[general]
    return _BY_ENDING.get(PurePosixPath(file.name).suffix[1:].lower(), Material.OTHER)
