"""Settings of meeting systems that call when a recording is there: [sources.zoom] and [sources.tencent_meeting]."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, model_validator

from config.feeds import FeedSection, web_address
from config.wording import expected


def _aes_key(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) != 43:
        raise expected("the 43 characters of EncodingAESKey", "EncodingAESKey 的 43 个字符")
    return secret


class ConferenceSettings(FeedSection):
    """What meeting systems have in common.

    `tolerance` is how many seconds a call may be old, or early: older ones are refused. `person` is told of meetings
    whose host nobody knows, by id or e-mail. `hosts` are where recordings may be fetched from, over TLS.
    """

    tolerance: float = Field(300.0, gt=0, le=86_400)
    person: str = ""
    hosts: list[str] = Field(default_factory=list)


class ZoomSettings(ConferenceSettings):
    """A Zoom app with event subscriptions: its secret token signs what Zoom sends."""

    secret_token: SecretStr = Field(min_length=1)
    base_url: Annotated[str, AfterValidator(web_address)] = "https://zoom.us"
    hosts: list[str] = Field(default_factory=lambda: ["zoom.us", "*.zoom.us", "*.zoom.com", "*.zoom.com.cn"])


class TencentMeetingSettings(ConferenceSettings):
    """A webhook of Tencent Meeting: its token signs, its EncodingAESKey (where one is set there) encrypts.

    `app_id`, `sdk_id`, `secret_id` and `secret_key` are those of an app of the company's own, with which the address of
    a recording is asked for; without them meetings are noted and nothing is fetched.
    """

    token: SecretStr = Field(min_length=1)
    encoding_aes_key: Annotated[SecretStr, AfterValidator(_aes_key)] | None = None
    app_id: str = ""
    sdk_id: str = ""
    secret_id: str = ""
    secret_key: SecretStr | None = Field(None, min_length=1)
    base_url: Annotated[str, AfterValidator(web_address)] = "https://api.meeting.qq.com"
    hosts: list[str] = Field(default_factory=lambda: ["*.meeting.qq.com", "*.myqcloud.com", "*.tencentcos.cn"])

    @property
    def fetches(self) -> bool:
        """Whether recordings can be asked for."""
        return bool(self.app_id and self.secret_id and self.secret_key)

    @model_validator(mode="after")
    def _whole_key(self) -> "TencentMeetingSettings":
        if bool(self.secret_id) != bool(self.secret_key) or (self.secret_id and not self.app_id):
            raise expected(
                "a section with app_id, secret_id and secret_key, or none of them",
                "同时含 app_id、secret_id、secret_key，或都不含的一节",
            )
        return self
