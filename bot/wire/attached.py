"""What a file says, for messengers that show it instead of handing it over."""

from notifiers.notice import Attachment


def attached_text(file: Attachment | None) -> str:
    """The words of a text file, with plain line ends; "" for any other file, and where there is none."""
    if file is None or not file.media_type.startswith("text/"):
        return ""
    return file.content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").strip("\n")
