"""Settings of WeCom: [messengers.wecom]. Each of the three ways in and out may be left out."""

import base64
import binascii
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from config.wording import expected

API = "https://qyapi.weixin.qq.com/cgi-bin"
SOCKET = "wss://openws.work.weixin.qq.com"
FILE_HOSTS = ("*.myqcloud.com", "*.qq.com", "*.qpic.cn")


class AppSettings(BaseModel):
    """A self-built app: `secret` for the API, `token` and `aes_key` (EncodingAESKey) for its callback."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agent_id: int = Field(ge=1)
    secret: SecretStr = Field(min_length=1)
    token: SecretStr = Field(min_length=1)
    aes_key: SecretStr

    @field_validator("aes_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr) -> SecretStr:
        try:
            size = len(base64.b64decode(key.get_secret_value() + "=", validate=True))
        except binascii.Error:
            size = 0
        if size != 32 or len(key.get_secret_value()) != 43:
            raise expected("the 43 characters of the EncodingAESKey", "43 个字符的 EncodingAESKey")
        return key


class AiBotSettings(BaseModel):
    """An AI bot on its long connection. `name` as members see it, so that its mention can be cut off anywhere."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bot_id: str = Field(min_length=1)
    secret: SecretStr = Field(min_length=1)
    name: str = ""


class RobotSettings(BaseModel):
    """A group's webhook robot: `key` is what follows key= in its address; the room is robot:<name>."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=100)
    key: SecretStr = Field(min_length=1)


class WeComSettings(BaseModel):
    """`timeout` is in seconds, for one call. `file_hosts` may serve what people send to the AI bot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corp_id: str = ""
    app: AppSettings | None = None
    ai_bot: AiBotSettings | None = None
    robots: list[RobotSettings] = Field(default_factory=list)
    api_url: str = API
    socket_url: str = SOCKET
    file_hosts: list[str] = Field(default_factory=lambda: list(FILE_HOSTS))
    timeout: float = Field(10.0, gt=0)

    @model_validator(mode="after")
    def _has_a_way(self) -> Self:
        if self.app is None and self.ai_bot is None and not self.robots:
            raise expected("a section with app, ai_bot or robots in it", "含有 app、ai_bot 或 robots 的一节")
        if self.app is not None and not self.corp_id:
            raise expected("a section with corp_id beside app", "在 app 之外还写明 corp_id 的一节")
        names = [robot.name for robot in self.robots]
        if len(set(names)) < len(names):
            raise expected("a section in which each robot has its own name", "每个 robots 的 name 各不相同的一节")
        return self
