"""What is counted when names change, so that an index follows only what moved. Customers and people are "names"."""

CONTACTS = "names.contacts"
"""Contacts were added or renamed."""

OFFERS = "names.offers"
"""What we sell, or against whom, may have changed: deals and quotes name products, battle cards competitors."""
