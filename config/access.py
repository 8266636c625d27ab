"""Who may see what of a customer, by what they have to do with it: the team's own rule, with defaults."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from config.wording import expected

FactKind = Literal["ownership", "deal", "lead", "proposal", "quote", "contract", "contact", "task", "card"]
"""The kinds of facts that access tells apart, as knowledge.access.model.Kind has them."""

Kinds = frozenset[FactKind]

ALL: Kinds = frozenset(get_args(FactKind))
COMMON: Kinds = frozenset({"ownership", "lead"})
"""What every colleague sees whatever the settings say: leads are there to be taken, owners to be asked."""

_WORKING: Kinds = frozenset({"deal", "proposal", "contact", "task"})


class AccessPolicy(BaseModel):
    """What each relation to a customer lets see; what several relations let see adds up. `[access]` in dazi.toml.

    `colleague`: anybody on the team. `unit`: the unit of the customer's owner. `unowned`: anybody, where nobody owns
    the customer. `presales`, `csm`, `delivery`: whoever works with it in that role. Owners, their superiors and admins
    see everything. `finance`, `legal`: those roles, at every customer. `outsiders_hear`, `unknown_hear`: what may be
    said in rooms with people from outside, or where nobody knows who is there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    colleague: Kinds = frozenset({"ownership", "lead", "card"})
    unit: Kinds = _WORKING
    unowned: Kinds = _WORKING
    presales: Kinds = _WORKING
    csm: Kinds = _WORKING | {"contract"}
    delivery: Kinds = _WORKING | {"contract"}
    finance: Kinds = frozenset({"deal", "quote", "contract"})
    legal: Kinds = frozenset({"deal", "quote", "contract", "proposal"})
    outsiders_hear: Kinds = frozenset()
    unknown_hear: Kinds = frozenset()
    grant_days: int = Field(30, ge=1, le=730)
    """How long a grant lasts that names no end."""

    most_grant_days: int = Field(365, ge=1, le=3650)
    """No grant lasts longer."""

    @field_validator("colleague")
    @classmethod
    def _common(cls, given: Kinds) -> Kinds:
        if not given >= COMMON:
            raise expected('a list with "ownership" and "lead"', "含 ownership 和 lead 的列表")
        return given
