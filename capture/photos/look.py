"""What a page looks like apart from its text: paper, chat bubbles, a photograph."""

from typing import TYPE_CHECKING

from capture.photos.model import Look

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels


def look_of(page: "Pixels") -> Look:
    """Shares of a page (blue, green, red): `pale` is paper or board, `bubbles` the greens and blues in which messengers
    set what was said (WeChat, DingTalk, iMessage, WhatsApp), `colourful` strong colour of any kind.
    """
    import cv2

    small = cv2.resize(page, (128, 128), interpolation=cv2.INTER_AREA)
    tones = cv2.cvtColor(small, cv2.COLOR_BGR2HSV)
    area = float(tones.shape[0] * tones.shape[1])
    pale = cv2.inRange(tones, (0, 0, 140), (180, 60, 255))
    green = cv2.inRange(tones, (40, 70, 150), (70, 190, 255))
    blue = cv2.inRange(tones, (98, 60, 200), (116, 230, 255))
    colourful = cv2.inRange(tones, (0, 90, 50), (180, 255, 255))
    counts = [cv2.countNonZero(one) / area for one in (pale, green, blue, colourful)]
    return Look(round(counts[0], 3), round(counts[1] + counts[2], 3), round(counts[3], 3))
