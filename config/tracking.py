"""The websites whose pages may report visits: `[tracking]` in dazi.toml."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from config.wording import expected


def _site_key(key: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{1,39}", key):
        raise expected(
            "a key such as main-site (letters, digits, - and _)", "形如 main-site 的键（字母、数字、- 和 _）"
        )
    return key


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text.rstrip("/"))
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
        parts = urlsplit("")
    if not known or parts.path or parts.query or "@" in text or "*" in text:
        raise expected("an origin such as https://www.example.com", "网站来源，例如 https://www.example.com")
    return f"{parts.scheme}://{parts.netloc}".lower()


class Part(BaseModel):
    """A part of the section: nothing unknown, nothing changed after start."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class SiteSettings(Part):
    """A website: the key that its pages carry, and the origins they are served from. The key is no secret."""

    key: Annotated[str, AfterValidator(_site_key)]
    origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = Field(min_length=1)


class TrackingSettings(Part):
    """Web tracking. Without a site there is neither script nor endpoint. Limits count events a minute."""

    sites: tuple[SiteSettings, ...] = ()
    visitor_events: int = Field(120, ge=1)
    site_events: int = Field(6000, ge=1)
    max_body_bytes: int = Field(65_536, gt=0)

    @model_validator(mode="after")
    def _keys_differ(self) -> "TrackingSettings":
        seen: set[str] = set()
        for index, site in enumerate(self.sites):
            if site.key in seen:
                raise expected("unlike that of every other site", "不与其他网站重复的值", below=("sites", index, "key"))
            seen.add(site.key)
        return self
