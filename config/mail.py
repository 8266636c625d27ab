"""Settings of mail as a source: [sources.mail], or any other name with kind = "mail"."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator

from config.settings import Section
from config.wording import expected

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class MailSettings(Section):
    """A mailbox read over IMAP (`host`), or a folder into which .eml files are put (`drop`); one of the two.

    `password` is an app password where the provider has such. `ca_file` holds the certificates of one's own authority.
    `own_domains` are those of the team beside the ones in its people's addresses. `first_days`: how far back the first
    look goes. `every` and `timeout` are seconds, sizes bytes; of a larger mail only the head is taken.
    """

    host: str = ""
    port: int = Field(0, ge=0, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    username: str = ""
    password: SecretStr | None = Field(None, min_length=1)
    ca_file: Path | None = None
    folders: list[str] = Field(default_factory=lambda: ["INBOX"], min_length=1)
    drop: Path | None = None
    own_domains: list[str] = Field(default_factory=list)
    every: float = Field(60.0, ge=5)
    timeout: float = Field(20.0, gt=0, le=120)
    first_days: int = Field(14, ge=0, le=3650)
    max_mail_bytes: int = Field(30_000_000, gt=0)
    max_attachment_bytes: int = Field(25_000_000, gt=0)

    @property
    def domains(self) -> tuple[str, ...]:
        """The team's own domains, as addresses have them."""
        return tuple(one.strip().lower().lstrip("@") for one in self.own_domains)

    @model_validator(mode="after")
    def _one_way(self) -> "MailSettings":
        if bool(self.host) == bool(self.drop):
            raise expected("given, or drop, but not both", "与 drop 二选一的值", below=("host",))
        if self.host and not (self.username and self.password):
            raise expected("given, with password", "与 password 一起填写的账号", below=("username",))
        if self.security == "none" and self.host and self.host not in LOOPBACK:
            raise expected(
                "tls or starttls: without it the password can be read on the way",
                "tls 或 starttls，否则密码在路上会被看到",
                below=("security",),
            )
        return self
