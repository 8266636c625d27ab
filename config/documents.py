"""Where documents live on the web, by host and path, and when they are taken for a proposal: settings with defaults.

A path is written as people see it: `/document/d/{key}` matches that beginning, `{key}` is what tells documents apart,
`{path}` is all that follows, `*` any one step, `[u/*/]` may be missing, `?id={key}` is a parameter.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from config.document_hosts import HOSTS, WRAPPERS
from config.wording import expected

Holds = Literal["document", "slides", "sheet", "file", "folder", "wiki", "form", "recording", "signing", "notice"]
"""What an address leads to, as far as it tells."""


class HostRule(BaseModel):
    """One place where documents live. `hosts` may begin with `*.`; `paths` say what each leads to.

    Rules with the same `name` share their keys: one document found by two of them is one document.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: str = Field(min_length=1)
    hosts: tuple[str, ...] = Field(min_length=1)
    paths: dict[str, Holds] = Field(default={"/{path}": "file"}, min_length=1)

    @field_validator("paths")
    @classmethod
    def _with_a_key(cls, given: dict[str, Holds]) -> dict[str, Holds]:
        for path in given:
            if not path.startswith(("/", "[")) or ("{key}" not in path and "{path}" not in path):
                raise expected("paths such as /d/{key}", "路径写法，例如 /d/{key}")
        return given


class Wrapper(BaseModel):
    """An address that only leads on to another one, which stands in one of its parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    hosts: tuple[str, ...] = Field(min_length=1)
    parameters: tuple[str, ...] = Field(min_length=1)
    path: str = "/"


class DocumentSettings(BaseModel):
    """Documents that people share. `[documents]` in dazi.toml.

    `hosts` and `wrappers` stand before the packaged ones. What is at least `attach` sure to be a proposal of ours, for
    a customer that is sure, is attached without asking; from `ask` on, people are asked. Two documents that claim the
    same version within `clash_days` are pointed out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    own_hosts: tuple[str, ...] = ()
    """Hosts of the team's own drive: whatever lies there may be a document."""

    recording_hosts: tuple[str, ...] = ()
    """Hosts from which recordings are fetched by their link: names, `*.name` for everything below one."""

    hosts: tuple[HostRule, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()
    attach: float = Field(0.7, ge=0.5, le=1.0)
    ask: float = Field(0.5, ge=0.3, le=1.0)
    clash_days: int = Field(14, ge=1, le=365)

    def all_hosts(self) -> tuple[HostRule, ...]:
        """The team's own rules, then its drive, then the packaged ones."""
        own = (HostRule(name="own", hosts=self.own_hosts),) if self.own_hosts else ()
        return (
            *self.hosts,
            *own,
            *(HostRule(name=name, hosts=hosts, paths=dict(paths)) for name, hosts, paths in HOSTS),
        )

    def all_wrappers(self) -> tuple[Wrapper, ...]:
        """The team's own, then the packaged ones."""
        packaged = (Wrapper(hosts=hosts, path=path, parameters=parameters) for hosts, path, parameters in WRAPPERS)
        return (*self.wrappers, *packaged)


DEFAULT_DOCUMENTS = DocumentSettings()
"""What holds where the team's settings say nothing."""
