"""Settings of the local messenger: [messengers.local]."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class Guest(BaseModel):
    """Somebody from outside who may use the page: a partner, a customer. The bot does not know them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)


class LocalSettings(BaseModel):
    """`enabled`: on unless switched off. `demo`: the page lets anybody be anybody.

    `secret` signs what the page's server posts to the bot; one is made and kept where none is set. `hosts` are further
    names under which browsers may reach the page. `hub_url`: the page's server runs elsewhere, and answers there to
    `bot_token`. `interval` and `burst` limit sends per room (0: no limit).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = True
    demo: bool = False
    secret: SecretStr | None = Field(None, min_length=8)
    bot_token: SecretStr | None = Field(None, min_length=8)
    hosts: list[str] = Field(default_factory=list)
    guests: list[Guest] = Field(default_factory=list)
    hub_url: str = ""
    interval: float = Field(0.0, ge=0)
    burst: int = Field(1, ge=1)
