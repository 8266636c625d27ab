"""Settings of DingTalk: [messengers.dingtalk]."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator


class CustomRobot(BaseModel):
    """A custom robot of one group, which can only send: it is the room robot:<name>. `secret` is its signing key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=60)
    access_token: SecretStr = Field(min_length=1)
    secret: SecretStr | None = Field(None, min_length=1)


class DingTalkSettings(BaseModel):
    """`client_id` and `client_secret` are those of the application; `robot_code` is its robot, by default client_id.

    `stream`: messages come over a connection that the bot opens. `callback`: DingTalk posts them to the bot's server.
    `events`: also hear of people who join or leave the organisation. `card_template_id`: the published card template;
    without one there are action cards, which never change. `session_hosts`: where answers to a message may be posted.
    `timeout` is in seconds. `monthly_calls`: the organisation's quota of API calls (0: no limit).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    client_id: str = Field(min_length=1)
    client_secret: SecretStr = Field(min_length=1)
    robot_code: str = ""
    stream: bool = True
    callback: bool = False
    events: bool = False
    card_template_id: str = ""
    robots: list[CustomRobot] = Field(default_factory=list)
    api_url: str = "https://api.dingtalk.com"
    oapi_url: str = "https://oapi.dingtalk.com"
    session_hosts: list[str] = Field(default_factory=lambda: ["*.dingtalk.com"])
    timeout: float = Field(10.0, gt=0, le=15)
    monthly_calls: int = Field(10_000, ge=0)

    @model_validator(mode="after")
    def _names_differ(self) -> "DingTalkSettings":
        names = [robot.name for robot in self.robots]
        if len(set(names)) < len(names):
            raise ValueError("two robots have the same name")
        return self

    @property
    def robot(self) -> str:
        """The robot code that calls name."""
        return self.robot_code or self.client_id
