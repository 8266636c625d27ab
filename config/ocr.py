"""How much of what is shared is read."""

from pydantic import BaseModel, ConfigDict, Field


class OcrSettings(BaseModel):
    """Reading photos and scans. Of a document `max_pages` are read; the rest is left out, and said so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_pages: int = Field(20, ge=1, le=500)
