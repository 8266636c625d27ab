"""What was read off a picture or a document's pages. All positions are pixels of the page's picture as it was read:
turned upright, x to the right, y down.
"""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle on a page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle, (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def around(self, other: "Box") -> "Box":
        """The smallest rectangle that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def shared(self, other: "Box") -> float:
        """The area that both cover, in square pixels."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text in one line; `confidence` is 0 to 1, 1 for the text layer of a PDF."""

    text: str
    confidence: float
    box: Box


class Shape(StrEnum):
    """The outline of a seal."""

    ROUND = "round"
    OVAL = "oval"
    SQUARE = "square"


class Colour(StrEnum):
    """The ink of a seal."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp on a page. `score` (0 to 1) is how well its outline and ink fit a seal.

    `fragments` are pieces of its ring's text, unsure; `names` are known names that they fit, best first. Neither is
    proof of whose seal it is.
    """

    shape: Shape
    colour: Colour
    score: float
    box: Box
    fragments: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or bar code: its format's name ("QRCode", "Code128") and what it says."""

    format: str
    text: str
    box: Box


class FieldKind(StrEnum):
    """What a field is about. `DOCUMENT_NUMBER` is that of a quotation, an invoice, a receipt or an order."""

    TITLE = "title"
    COMPANY = "company"
    AMOUNT = "amount"
    DATE = "date"
    CONTRACT_NUMBER = "contract_number"
    DOCUMENT_NUMBER = "document_number"
    PHONE = "phone"
    EMAIL = "email"


class Role(StrEnum):
    """What a company is in the document: 甲方 and 乙方 are told apart, and who buys and sells where it is written."""

    PARTY_A = "party_a"
    PARTY_B = "party_b"
    BUYER = "buyer"
    SELLER = "seller"
    NONE = ""


class Ground(StrEnum):
    """Why a piece of text was taken for a field, or what speaks against it."""

    LABEL = "label"
    FORM = "form"
    LARGE_AT_TOP = "large_at_top"
    SPELLED_AGREES = "spelled_agrees"
    SPELLED_DIFFERS = "spelled_differs"
    FIGURES_DIFFER = "figures_differ"
    SPELLED_ONLY = "spelled_only"
    DAY_OR_MONTH = "day_or_month"


@dataclass(frozen=True, slots=True)
class Field:
    """Something particular that a page says.

    `value` is made plain: an amount is "120000.00 CNY", a date ISO 8601, a phone number digits (with + where it was
    written). `text` is exactly what was read, `label` what stood before it; `why` says how it was told, `other` is the
    value that does not agree. `confidence` is 0 to 1. Where there are several of one kind, the likeliest comes first.
    """

    kind: FieldKind
    value: str
    text: str
    label: str
    confidence: float
    page: int
    box: Box
    why: Ground = Ground.LABEL
    role: Role = Role.NONE
    other: str = ""


class Kind(StrEnum):
    """The kind of a picture or document. `PAYMENT` shows that money was paid: a receipt, a bank's slip."""

    CONTRACT = "contract"
    SIGNATURE_PAGE = "signature_page"
    QUOTATION = "quotation"
    ACCEPTANCE = "acceptance"
    INVOICE = "invoice"
    PAYMENT = "payment"
    MINUTES = "minutes"
    BUSINESS_CARD = "business_card"
    CHAT = "chat"
    WHITEBOARD = "whiteboard"
    SITE = "site"
    OTHER = "other"


class Sign(StrEnum):
    """What about the look of a picture tells its kind."""

    FEW_LINES_WITH_CONTACT = "few_lines_with_contact"
    SHAPE_OF_A_CARD = "shape_of_a_card"
    TALL_WITH_TIMES = "tall_with_times"
    BUBBLES = "bubbles"
    HARDLY_ANY_TEXT = "hardly_any_text"
    UNEVEN_WRITING = "uneven_writing"
    LITTLE_TEXT_AND_A_SEAL = "little_text_and_a_seal"


@dataclass(frozen=True, slots=True)
class Judged:
    """What kind it is, how sure (0 to 1), and the evidence: words that were read, what the picture looks like."""

    kind: Kind
    confidence: float
    words: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like, apart from its text: shares of its area, 0 to 1."""

    pale: float = 1.0
    bubbles: float = 0.0
    colourful: float = 0.0


class Origin(StrEnum):
    """Where a page's text comes from."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `turned` is by how many degrees clockwise it had to be turned to stand upright."""

    number: int
    width: int
    height: int
    turned: int
    origin: Origin
    look: Look
    lines: tuple[Line, ...] = ()
    seals: tuple[Seal, ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def text(self) -> str:
        """All its lines, top to bottom."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off a file. `total_pages` is how many it has; `pages` those that were read."""

    name: str
    total_pages: int
    pages: tuple[Page, ...]
    judged: Judged
    fields: tuple[Field, ...] = field(default=())

    @property
    def text(self) -> str:
        """The text of all pages that were read, a blank line between pages."""
        return "\n\n".join(page.text for page in self.pages)

    @property
    def seals(self) -> tuple[Seal, ...]:
        """All seals, page by page."""
        return tuple(seal for page in self.pages for seal in page.seals)

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes, page by page."""
        return tuple(code for page in self.pages for code in page.codes)

    @property
    def cut(self) -> bool:
        """Whether there are more pages than were read."""
        return len(self.pages) < self.total_pages

    def found(self, kind: FieldKind) -> tuple[Field, ...]:
        """The fields of a kind, the likeliest first."""
        return tuple(one for one in self.fields if one.kind is kind)


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: the file's name as it was shared, how many pages at most, and names that a seal may say."""

    name: str
    max_pages: int = 20
    names: tuple[str, ...] = ()
