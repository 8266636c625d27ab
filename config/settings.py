"""What an operator sets: one TOML file, DAZI_* variables over it, defaults under it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    model_validator,
)

from config.access import AccessPolicy
from config.asr import AsrSettings
from config.documents import DocumentSettings
from config.errors import Lang, SettingsError
from config.jobs import JobSettings
from config.layers import Layer, from_environment, from_file, merged
from config.ocr import OcrSettings
from config.opens import OpensSettings
from config.sections import Place, Where, validate_section
from config.tracking import TrackingSettings
from config.wording import expected

DEFAULT_FILE = Path("dazi.toml")


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise expected("a time zone such as Asia/Shanghai", "时区名，例如 Asia/Shanghai") from None
    return name


def _known_database(url: str) -> str:
    kind, mark, rest = url.partition("://")
    if kind in ("postgres", "postgresql"):
        kind = "postgresql+psycopg"
    if not mark or kind not in ("sqlite", "postgresql+psycopg"):
        raise expected(
            "sqlite:///path/to/file.db or postgresql+psycopg://user@host/name",
            "sqlite:///文件路径 或 postgresql+psycopg://用户@主机/库名",
        )
    return f"{kind}://{rest}"


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or any(mark in url for mark in "@?# "):
        raise expected("an address such as https://api.openai.com/v1", "接口地址，例如 https://api.openai.com/v1")
    return url.rstrip("/")


def _header_text(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise expected("a key as it was given out, without spaces", "原样的密钥，不带空格")
    return secret


def _room_address(text: str) -> str:
    messenger, _, room = text.partition(":")
    if not (messenger and room):
        raise expected("messenger:room, such as local:ops", "“平台:群”的形式，例如 local:ops")
    return text


def _lowered(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


class Section(BaseModel):
    """A part of the settings: nothing unknown, nothing changed after start, no input echoed in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DatabaseSettings(Section):
    """Where everything is kept. The URL may hold a password, so it stays out of repr."""

    url: Annotated[str, AfterValidator(_known_database)] = Field(repr=False)

    @property
    def shown(self) -> str:
        """The URL without its password, for people and logs."""
        head, at, tail = self.url.rpartition("@")
        scheme, mark, login = head.partition("://")
        return f"{scheme}{mark}{login.split(':')[0]}{at}{tail}" if at else self.url


class WebSettings(Section):
    """The HTTP server. Port 0 takes any free one. Sizes are bytes; a larger body gets status 413."""

    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(8787, ge=0, le=65535)
    hook_key: SecretStr | None = Field(None, min_length=1)
    max_body_bytes: int = Field(1_048_576, gt=0)
    max_upload_bytes: int = Field(10_000_000, gt=0)
    public_url: str | None = None


class RoomSettings(Section):
    """A room the operator describes beforehand. `outsiders` is left out where membership is unknown."""

    id: str = Field(min_length=1)
    messenger: str = Field("local", min_length=1)
    title: str = ""
    region: str = ""
    unit: str = ""
    language: Lang | None = None
    outsiders: bool | None = None
    members: list[str] = Field(default_factory=list)


class LogSettings(Section):
    """How much is logged, and whether for eyes (console) or machines (json)."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lowered)] = "info"
    format: Annotated[Literal["console", "json"], BeforeValidator(_lowered)] = "console"


class LlmSettings(Section):
    """The language model that helps out, behind any OpenAI-compatible address; without this section there is none.

    `timeout` is seconds, for everything the model does about one question. `minutes`: it also reads the transcripts of
    meetings and words their minutes; `minutes_timeout` is seconds for one request about a piece of a transcript.
    """

    base_url: Annotated[str, AfterValidator(_web_address)]
    model: str = Field(min_length=1)
    api_key: Annotated[SecretStr, AfterValidator(_header_text)] | None = Field(None, min_length=1)
    timeout: float = Field(8.0, gt=0, le=30)
    tokens_per_day: int = Field(500_000, gt=0)
    minutes: bool = True
    minutes_timeout: float = Field(90.0, gt=0, le=600)


def _beside_the_data(given: dict[str, Any]) -> DatabaseSettings:
    return DatabaseSettings(url=f"sqlite:///{given.get('data_dir', Path('data')).as_posix()}/dazi.db")


class Settings(Section):
    """All settings. Relative paths start from the working directory."""

    data_dir: Path = Path("data")
    database: DatabaseSettings = Field(default_factory=_beside_the_data)
    team_name: str = ""
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Shanghai"
    language: Lang = "zh"
    operator: str | None = None
    operator_address: Annotated[str, AfterValidator(_room_address)] | None = None
    rules_dir: Path | None = None
    web: WebSettings = Field(default_factory=WebSettings)
    log: LogSettings = Field(default_factory=LogSettings)
    access: AccessPolicy = Field(default_factory=AccessPolicy)
    asr: AsrSettings = Field(default_factory=AsrSettings)
    documents: DocumentSettings = Field(default_factory=DocumentSettings)
    llm: LlmSettings | None = None
    ocr: OcrSettings = Field(default_factory=OcrSettings)
    jobs: JobSettings = Field(default_factory=JobSettings)
    tracking: TrackingSettings = Field(default_factory=TrackingSettings)
    opens: OpensSettings = Field(default_factory=OpensSettings)
    rooms: list[RoomSettings] = Field(default_factory=list)
    messengers: dict[str, dict[str, Any]] = Field(default_factory=dict, repr=False)
    sources: dict[str, dict[str, Any]] = Field(default_factory=dict, repr=False)
    _where: Where = PrivateAttr(default_factory=Where)

    @property
    def zone(self) -> ZoneInfo:
        """The team's time zone."""
        return ZoneInfo(self.timezone)

    def where(self, *path: str | int) -> Where:
        """Where a section was written, for `validate_section`: where("messengers", "slack")."""
        return self._where.below(*path)

    def written_at(self, where: Where) -> "Settings":
        """These settings, knowing the place of each key."""
        self._where = where
        return self

    @model_validator(mode="after")
    def _rooms_differ(self) -> "Settings":
        seen: set[tuple[str, str]] = set()
        for index, room in enumerate(self.rooms):
            if (room.messenger, room.id) in seen:
                raise expected("unlike that of every other room", "不与其他群重复的值", below=("rooms", index, "id"))
            seen.add((room.messenger, room.id))
        return self


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Settings from `path` (None: ./dazi.toml if there is one), with DAZI_* variables of `environ` over them.

    Raises SettingsError, one clear sentence: broken TOML, an unknown key, a wrong value, an unreadable file.
    """
    layers = [from_environment(environ)]
    if path is not None or DEFAULT_FILE.exists():
        layers.insert(0, from_file(path or DEFAULT_FILE))
    both = merged(layers)
    where = Where(both.origins)
    settings = validate_section(Settings, _without_raw(both), where)
    settings = settings.model_copy(update={name: both.tree.get(name, {}) for name in _RAW})
    return settings.written_at(where)


def with_database(settings: Settings, url: str) -> Settings:
    """The same settings on another database, as `--db URL` asks. Raises SettingsError for a URL of another kind."""
    database = validate_section(DatabaseSettings, {"url": url}, Where({(): Place("--db")}, ("database",)))
    return settings.model_copy(update={"database": database})


_RAW = ("messengers", "sources")
"""Sections of sections, each of which its own model looks into later."""


def _without_raw(both: Layer) -> Mapping[str, Any]:
    """The tree to validate: what is in the raw sections only has to be tables."""
    return {key: value for key, value in both.tree.items() if key not in _RAW or not _tables(value)}


def _tables(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(section, dict) for section in value.values())


__all__ = ["DEFAULT_FILE", "Settings", "SettingsError", "load_settings", "with_database"]
