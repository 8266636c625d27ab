"""The sections of feeds that other systems push: `[sources.crm]` and `[sources.csm]`."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from config.wording import expected


def web_address(url: str) -> str:
    """An http address with a host. Raises what pydantic turns into one clear sentence."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or "@" in url or " " in url:
        raise expected("an address such as https://example.com/prices.csv", "网址，例如 https://example.com/prices.csv")
    return url


class FeedSection(BaseModel):
    """A section of one feed: nothing unknown, nothing changed after start."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class PushSettings(FeedSection):
    """A system that calls /hooks/<feed>. `mapping` is a YAML file; without one, it speaks our own words.

    Genuine is what shows `key` (X-Dazi-Key, or Authorization: Bearer), or what HubSpot signed with `hubspot_secret` for
    `hubspot_url`, the address exactly as HubSpot has it.
    """

    mapping: Path | None = None
    key: SecretStr | None = Field(None, min_length=1)
    hubspot_secret: SecretStr | None = Field(None, min_length=1)
    hubspot_url: Annotated[str, AfterValidator(web_address)] | None = None

    @model_validator(mode="after")
    def _tells_genuine_calls(self) -> "PushSettings":
        if self.key is None and self.hubspot_secret is None:
            raise expected("a section with key or hubspot_secret", "含 key 或 hubspot_secret 的一节")
        if (self.hubspot_secret is None) != (self.hubspot_url is None):
            raise expected(
                "a section with both hubspot_secret and hubspot_url", "同时含 hubspot_secret 和 hubspot_url 的一节"
            )
        return self


class PlaceSettings(FeedSection):
    """A table, as CSV or JSON, that is read from an address or a file every `every` seconds.

    Only the hosts of `hosts` are called, the address's own where none are listed; over plain HTTP with `plain_http`,
    and in the team's own network with `inside`. `authorization` is sent as that header. `items` is the path to the rows
    in JSON ("data.rows"). A body over `most_bytes` is not read.
    """

    url: Annotated[str, AfterValidator(web_address)] | None = None
    path: Path | None = None
    every: float = Field(3600.0, ge=0.05, le=7 * 86_400)
    hosts: tuple[str, ...] = ()
    plain_http: bool = False
    inside: bool = False
    authorization: SecretStr | None = Field(None, min_length=1)
    items: str = ""
    most_bytes: int = Field(20_000_000, gt=0)

    @model_validator(mode="after")
    def _is_somewhere(self) -> "PlaceSettings":
        if (self.url is None) == (self.path is None):
            raise expected("a section with either url or path", "含 url 或 path 之一的一节")
        return self


class CsmSettings(PlaceSettings):
    """A feed from customer success that is fetched. `mapping` is a YAML file; `object` is what its rows are called in
    there.
    """

    mapping: Path | None = None
    object: str = "usage"


class Columns(FeedSection):
    """Which column of a table holds what; "" for none."""


class MarketColumns(Columns):
    """A row of market data: when, what (`series` or `title`), about whom, and how much."""

    at: str = Field("at", min_length=1)
    series: str = "series"
    value: str = "value"
    title: str = "title"
    link: str = "link"
    customer: str = "customer"
    competitor: str = "competitor"
    event_id: str = "id"


class MarketSettings(PlaceSettings):
    """Market data. `what` is the kind of signal that each row becomes; `series` names all rows where no column does."""

    what: Literal["price", "news", "registration", "index", "tender", "policy"] = "price"
    series: str = ""
    unit: str = ""
    columns: MarketColumns = Field(default_factory=MarketColumns)


class StockColumns(Columns):
    """A row of a stock list: which product, how many, where, as of when."""

    product: str = Field("product", min_length=1)
    quantity: str = Field("quantity", min_length=1)
    place: str = "place"
    unit: str = "unit"
    as_of: str = "as_of"
    code: str = "code"


class StockSettings(PlaceSettings):
    """A stock list. `name` is what answers call its source."""

    every: float = Field(60.0, ge=0.05, le=86_400)
    name: str = ""
    columns: StockColumns = Field(default_factory=StockColumns)
