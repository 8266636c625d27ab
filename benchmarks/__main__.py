"""All figures: `python -m benchmarks [--quick] [NAME ...]`. Everything stays on this machine and ends by itself."""

from benchmarks import (
    acknowledgement,
    alerts,
    facts,
    idle,
    importing,
    lanes,
    links,
    messengers,
    minutes,
    names,
    photos,
    promises,
    replies,
    roads,
    transcription,
)
from benchmarks.report import main

BENCHMARKS = (
    ("The store's lanes", lanes.run),
    ("Whole roads", roads.run),
    ("Acknowledgement", acknowledgement.run),
    ("Messengers", messengers.run),
    ("Message to reply", replies.run),
    ("Signal to alert", alerts.run),
    ("Start-up, memory, idling", idle.run),
    ("Name resolution", names.run),
    ("Facts", facts.run),
    ("Import", importing.run),
    ("Proposals in chat", links.run),
    ("Promises in chat", promises.run),
    ("Minutes", minutes.run),
    ("Photos and scans", photos.run),
    ("Transcription", transcription.run),
)

if __name__ == "__main__":
    raise SystemExit(main(BENCHMARKS))
