"""Where tracked links begin, and the secret that makes them: kept in the database, the same for all processes."""

import hmac
import re
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from knowledge.proposals.opens.model import Taken
from knowledge.store.keeping import held_value, keep_value, kept_value
from knowledge.store.unit import Reader, Unit

PATH = "/t/"
TOKEN_BYTES = 16
_OF, _NAME = "web", "tracked links"


@dataclass(frozen=True, slots=True)
class Gate:
    """Links begin with `base_url`, without a slash at its end; `public` is whether others can reach that. A link works
    for `lasting`.
    """

    base_url: str
    public: bool
    lasting: timedelta
    secret: bytes

    def token(self, url: str, customer_id: str, contact_id: str, taken_by: str) -> str:
        """What names a link, 128 bits of HMAC-SHA256: nobody guesses it, and who asks again gets the same."""
        text = f"{url}\n{customer_id}\n{contact_id}\n{taken_by}"
        tag = hmac.digest(self.secret, text.encode("utf-8", "replace"), "sha256")[:TOKEN_BYTES]
        return b32encode(tag).decode().rstrip("=").lower()

    def link(self, taken: Taken) -> str:
        """The link to send to the customer."""
        return f"{self.base_url}{PATH}{taken.token}"

    def token_in(self, url: str) -> str:
        """The token of a link that is one of ours; "" for every other."""
        begin = f"{self.base_url}{PATH}"
        if not self.base_url or not url.lower().startswith(begin.lower()):
            return ""
        return re.split(r"[/?#]", url[len(begin) :], maxsplit=1)[0].lower()


def open_gate(unit: Unit, base_url: str, lasting: timedelta, new_secret: Callable[[], str], *, public: bool) -> None:
    """Keep where links begin from now on; the first time, with a new secret."""
    known = held_value(unit, _OF, _NAME)
    secret = known.get("secret") or new_secret()
    value = {"secret": secret, "base_url": base_url, "public": public, "days": lasting.days}
    if value != known:
        keep_value(unit, _OF, _NAME, value)


def gate_of(reader: Reader) -> Gate | None:
    """The gate as it was last opened; None where no server of this database ever ran."""
    known = kept_value(reader, _OF, _NAME)
    if not known:
        return None
    return Gate(known["base_url"], known["public"], timedelta(days=known["days"]), bytes.fromhex(known["secret"]))
