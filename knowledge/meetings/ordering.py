"""A recording was shared: it is kept and its transcription ordered, once for the same file."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.store.files import SharedFile, keep_file
from knowledge.store.jobs import put_job
from knowledge.store.unit import Unit

TRANSCRIPTION = "recording"
"""The kind of job."""


@dataclass(frozen=True, slots=True)
class OrderTranscription:
    """Have a recording brought here and transcribed. `about` goes to whoever takes the transcript: who shared it
    where and when, and which customer it is of; `tell` says where its progress is told.
    """

    recording: SharedFile
    about: Mapping[str, object]
    tell: Mapping[str, object]

    def apply(self, unit: Unit, actor: str) -> None:
        """Order it; one that was ordered before is not ordered again."""
        file_id = keep_file(unit, self.recording)
        key = f"{self.recording.holder}:{self.recording.file_id}"
        if put_job(unit, TRANSCRIPTION, key, {**self.about, "file": file_id}, file_id=file_id, tell=self.tell):
            unit.audit(actor, "order_transcription", str(file_id), name=self.recording.name)
