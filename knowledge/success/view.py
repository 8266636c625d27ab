"""Reads about contracts."""

from datetime import date

from sqlalchemy import bindparam, select

from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader
from knowledge.success.model import Contract
from knowledge.success.tables import contracts

_OF_CUSTOMER = select(contracts).where(contracts.c.customer_id == bindparam("customer_id"))


def contracts_of(reader: Reader, customer_id: str) -> list[Claim[Contract]]:
    """Every contract with a customer, ended ones too, oldest first."""
    found = claims_of(reader.rows(_OF_CUSTOMER, customer_id=customer_id), Contract)
    return sorted(found, key=lambda one: (one.value.starts_on or date.min, one.value.contract_no))
