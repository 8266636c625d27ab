"""Figures for Prometheus at /metrics."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

ARRIVED = Counter("dazi_arrived_total", "Events stored in the inbox", ["source"])
HANDLED = Counter("dazi_handled_total", "Inbox rows handled", ["kind", "outcome"])
HANDLE_SECONDS = Histogram("dazi_handle_seconds", "From taking an inbox row to its commit", ["kind"])
SENT = Counter("dazi_sends_total", "Sends by how they ended", ["messenger", "ended"])
GUEST_ASKED = Counter("dazi_llm_questions_total", "Questions the language model was asked about", ["outcome"])
GUEST_TOKENS = Counter("dazi_llm_tokens_total", "Tokens that the language model took")
GUEST_SECONDS = Histogram("dazi_llm_seconds", "From a lost question to what came of it")
FEED_SUCCESS = Gauge("dazi_feed_last_success_seconds", "When a feed was last read, in unix seconds", ["feed"])
FEED_LAG = Gauge("dazi_feed_lag_seconds", "How old the newest thing of a feed was when it was taken", ["feed"])
FEED_FAILING = Gauge("dazi_feed_failures", "How often in a row a feed could not be read", ["feed"])
FEED_REJECTED = Counter("dazi_feed_rejected_total", "Things of a feed that could not be taken", ["feed"])
FEED_PASSED_OVER = Counter("dazi_feed_passed_over_total", "Things of a feed left out as not ours", ["feed"])
UP_SINCE = Gauge("dazi_up_since_seconds", "When this process was ready, in unix seconds")


async def figures_page(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    """All figures, in Prometheus' text form."""
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
