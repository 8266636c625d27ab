"""Settings of long work: how much of it at a time, and how large a file may be."""

from pydantic import BaseModel, ConfigDict, Field


class JobSettings(BaseModel):
    """Long work in child processes: so many `children` for recordings, as many for photos and documents, and as many
    that only wait for a language model. 0: this process leaves it to `python main.py worker`.

    `silent_seconds`: a child that tells nothing for so long is taken for dead. `most_file_bytes`: larger files are
    refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    children: int = Field(1, ge=0, le=16)
    silent_seconds: float = Field(900.0, gt=0)
    most_file_bytes: int = Field(2_000_000_000, gt=0)
