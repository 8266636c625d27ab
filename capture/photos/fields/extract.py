"""All fields of a document, from its lines alone."""

from collections.abc import Sequence

from capture.photos.fields.days import days
from capture.photos.fields.marks import emails, phones
from capture.photos.fields.money import amounts
from capture.photos.fields.numbers import numbers
from capture.photos.fields.parties import parties
from capture.photos.fields.rows import rows_of
from capture.photos.fields.titles import title
from capture.photos.model import Field, Page

MOST_OF_A_KIND = 20


def fields_of(pages: Sequence[Page]) -> tuple[Field, ...]:
    """The fields of a document, kind by kind, the likeliest of each kind first."""
    rows = [row for page in pages for row in rows_of(page)]
    first = title(pages[0], rows_of(pages[0])) if pages else []
    finders = (parties, amounts, days, numbers, phones, emails)
    return (*first, *(field for find in finders for field in find(rows)[:MOST_OF_A_KIND]))
