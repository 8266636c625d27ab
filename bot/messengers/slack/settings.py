"""Settings of Slack: [messengers.slack]."""

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from config.wording import expected


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Secret = Annotated[SecretStr, Field(min_length=8)]


class SlackSettings(BaseModel):
    """`bot_token` is the one workspace's; with `client_id` and `client_secret` several install the bot by OAuth.

    `signing_secret` is one, or a list while it is being changed; with `app_token` events come by Socket Mode and none
    is needed. `token_key` seals the tokens of OAuth in the database; without it the client secret does. `timeout` is
    in seconds, for one call.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = True
    signing_secret: Annotated[list[Secret], BeforeValidator(_as_list)] = Field(default_factory=list)
    bot_token: Secret | None = None
    app_token: Secret | None = None
    client_id: str = ""
    client_secret: Secret | None = None
    token_key: Secret | None = None
    api_url: str = Field("https://slack.com/api/", min_length=1)
    authorize_url: str = Field("https://slack.com/oauth/v2/authorize", min_length=1)
    timeout: float = Field(15.0, gt=0)

    @property
    def several(self) -> bool:
        """Whether the bot lives in several workspaces."""
        return bool(self.client_id)

    @property
    def signing_secrets(self) -> tuple[str, ...]:
        """Every secret that a request may be signed with."""
        return tuple(secret.get_secret_value() for secret in self.signing_secret)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.enabled and bool(self.bot_token) == bool(self.client_id):
            raise expected("either a bot_token or a client_id", "bot_token 或 client_id 二选一")
        if self.client_id and not self.client_secret:
            raise expected("a client_secret beside the client_id", "client_id 须与 client_secret 一起设置")
        if self.enabled and not self.signing_secret and not self.app_token:
            raise expected("a signing_secret, or an app_token for Socket Mode", "signing_secret 或 app_token")
        return self
