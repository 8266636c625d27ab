"""Settings of calendars as a source: [sources.calendar], or any other name with kind = "calendar"."""

from pathlib import Path

from pydantic import Field, model_validator

from config.feeds import PlaceSettings
from config.wording import expected


class CalendarSettings(PlaceSettings):
    """A calendar in iCalendar form: a whole one at `url` or in the file `path`, or a folder `drop` for single .ics.

    `person` is whose calendar it is, by id or e-mail. Meetings from `past_days` ago to `ahead_days` from now are taken.
    """

    every: float = Field(300.0, ge=0.05, le=7 * 86_400)
    drop: Path | None = None
    person: str = ""
    own_domains: list[str] = Field(default_factory=list)
    past_days: int = Field(30, ge=0, le=3650)
    ahead_days: int = Field(90, ge=1, le=3650)

    @property
    def domains(self) -> tuple[str, ...]:
        """The team's own domains, as addresses have them."""
        return tuple(one.strip().lower().lstrip("@") for one in self.own_domains)

    @model_validator(mode="after")
    def _is_somewhere(self) -> "CalendarSettings":
        if sum(one is not None for one in (self.url, self.path, self.drop)) != 1:
            raise expected("a section with url, path or drop", "含 url、path 或 drop 之一的一节")
        return self
