"""Who is behind a mail address: somebody of the team, a contact, or somebody of a customer whose domain is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import bindparam, func, select

from knowledge.graph.merged import standing
from knowledge.graph.tables import contacts, customers
from knowledge.people.tables import persons
from knowledge.store.lists import padded
from knowledge.store.unit import Reader

_PEOPLE = select(persons.c.person_id, func.lower(persons.c.email).label("email")).where(
    func.lower(persons.c.email).in_(bindparam("addresses", expanding=True))
)
_CONTACTS = (
    select(contacts.c.contact_id, contacts.c.customer_id, func.lower(contacts.c.email).label("email"))
    .where(func.lower(contacts.c.email).in_(bindparam("addresses", expanding=True)))
    .order_by(contacts.c.contact_id)
)
_COLLEAGUES = (
    select(contacts.c.customer_id)
    .where(func.lower(contacts.c.email).like(bindparam("pattern")), contacts.c.customer_id != "")
    .distinct()
)
_SITES = select(customers.c.customer_id, customers.c.website).where(
    func.lower(customers.c.website).like(bindparam("pattern"))
)
_OURS = select(persons.c.person_id).where(func.lower(persons.c.email).like(bindparam("pattern"))).limit(1)

FREE_MAIL = frozenset(
    {
        *("qq.com", "foxmail.com", "vip.qq.com", "163.com", "vip.163.com", "126.com", "yeah.net", "188.com", "139.com"),
        *("189.cn", "wo.cn", "sina.com", "sina.cn", "sina.com.cn", "vip.sina.com", "sohu.com", "tom.com", "21cn.com"),
        *("aliyun.com", "88.com", "263.net", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com"),
        *("live.cn", "msn.com", "outlook.cn", "hotmail.co.uk", "yahoo.com", "yahoo.co.uk", "yahoo.co.jp", "ymail.com"),
        *("yahoo.com.cn", "yahoo.cn", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net"),
        *("web.de", "t-online.de", "proton.me", "protonmail.com", "mail.com", "mail.ru", "yandex.com", "yandex.ru"),
        *("zoho.com", "fastmail.com", "hey.com", "naver.com", "daum.net", "orange.fr", "free.fr", "laposte.net"),
    }
)
"""Where anybody has a mailbox: such a domain is nobody's company."""

_SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "or", "ne", "go"})
"""What stands below a country's own suffix: com.cn, co.uk."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who an address is. Of the team: `person_id`. Of a customer: `customer_id`, and `contact_id` where the very
    person is known. All empty: nobody known.
    """

    address: str
    person_id: str = ""
    customer_id: str = ""
    contact_id: str = ""

    @property
    def known(self) -> bool:
        """Whether this is somebody of a customer."""
        return bool(self.customer_id)


def parties(reader: Reader, addresses: Iterable[str], own_domains: Sequence[str] = ()) -> dict[str, Party]:
    """Who is behind each address, by the address in lower case. `own_domains` are the team's beside its people's.

    A domain counts for a customer where its website or its contacts have it, and nobody else's.
    """
    wanted = sorted({one.strip().lower() for one in addresses if "@" in one})
    found = {one: Party(one) for one in wanted}
    for first in range(0, len(wanted), 200):
        piece = padded(wanted[first : first + 200])
        found |= {row["email"]: _of_contact(row) for row in reader.rows(_CONTACTS, addresses=piece)}
        found |= {row["email"]: Party(row["email"], row["person_id"]) for row in reader.rows(_PEOPLE, addresses=piece)}
    strangers = {_domain(one.address) for one in found.values() if not (one.person_id or one.customer_id)}
    owners = {domain: _owner(reader, domain, own_domains) for domain in strangers}
    return _standing(reader, {name: _placed(one, owners) for name, one in found.items()})


def is_our_domain(reader: Reader, address: str, own_domains: Sequence[str] = ()) -> bool:
    """Whether an address is of the team's own domain."""
    domain = _domain(address)
    if domain in FREE_MAIL or not domain:
        return False
    return domain in own_domains or reader.value(_OURS, pattern=_ending(f"@{domain}")) is not None


def domain_of_site(website: str) -> str:
    """The domain of a website as people write it: "https://www.vantory.example/en" gives vantory.example."""
    text = website.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def _of_contact(row: Mapping[str, str]) -> Party:
    return Party(row["email"], "", row["customer_id"], row["contact_id"])


def _placed(one: Party, owners: Mapping[str, str]) -> Party:
    if one.person_id or one.customer_id:
        return one
    return Party(one.address, "", owners[_domain(one.address)], one.contact_id)


def _owner(reader: Reader, domain: str, own_domains: Sequence[str]) -> str:
    """The one customer that a domain is of, "" for none or several."""
    if not domain or domain in FREE_MAIL or is_our_domain(reader, f"x@{domain}", own_domains):
        return ""
    owners = {row["customer_id"] for row in reader.rows(_COLLEAGUES, pattern=_ending(f"@{domain}"))}
    for one in _with_parents(domain):
        rows = reader.rows(_SITES, pattern=f"%{_literal(one)}%")
        owners |= {row["customer_id"] for row in rows if domain_of_site(row["website"]) == one}
    into = standing(reader, owners)
    found = {into.get(one, one) for one in owners}
    return found.pop() if len(found) == 1 else ""


def _with_parents(domain: str) -> list[str]:
    """A domain and those above it, down to what a company registers: mail.a.com.cn, a.com.cn."""
    labels = domain.split(".")
    least = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return [".".join(labels[first:]) for first in range(max(1, len(labels) - least + 1))]


def _standing(reader: Reader, found: dict[str, Party]) -> dict[str, Party]:
    into = standing(reader, {one.customer_id for one in found.values()})
    return {
        name: Party(one.address, one.person_id, into.get(one.customer_id, one.customer_id), one.contact_id)
        for name, one in found.items()
    }


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip().lower().rstrip(".")


def _ending(text: str) -> str:
    return f"%{_literal(text)}"


def _literal(text: str) -> str:
    """Without the signs that stand for anything in LIKE; no domain has one."""
    return text.replace("%", "").replace("_", "")
