"""Interactive cards: created once per outTrackId, delivered to spaces, changed for everybody who sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.vendors.dingtalk.errors import ApiError
from tests.vendors.dingtalk.gate import Args
from tests.vendors.dingtalk.templates import CardTemplate, TemplateButton
from tests.vendors.dingtalk.world import Shown, World

PREFIX = "dtv1.card//"
MODELS = {"IM_GROUP": "imGroupOpenDeliverModel", "IM_ROBOT": "imRobotOpenDeliverModel"}


@dataclass(slots=True)
class Card:
    """One card. `private` holds what single users see instead of the common values; `guids` are the pieces streamed."""

    track_id: str
    template: CardTemplate
    callback: str
    route_key: str
    values: dict[str, str]
    private: dict[str, dict[str, str]]
    delivered: dict[tuple[str, str], str] = field(default_factory=dict)
    finalized: bool = False
    guids: set[str] = field(default_factory=set)

    def seen_by(self, user_id: str) -> dict[str, str]:
        return self.values | self.private.get(user_id, {})

    def buttons(self, user_id: str = "") -> list[TemplateButton]:
        return self.template.shown_buttons(self.seen_by(user_id))


class Cards:
    """`blocked`: space ids (a userId or an openConversationId) to which deliveries fail."""

    def __init__(self, world: World, robot_code: str, bot_name: str) -> None:
        self._world, self._robot_code, self._bot_name = world, robot_code, bot_name
        self.templates: dict[str, CardTemplate] = {}
        self.cards: dict[str, Card] = {}
        self.routes: dict[str, tuple[str, str]] = {}
        self.blocked: set[str] = set()

    def create_and_deliver(self, args: Args) -> dict[str, Any]:
        card = self._created(args)
        results = [self._deliver(card, kind, space, args) for kind, space in spaces(args.get("openSpaceId"))]
        return {"success": True, "result": {"outTrackId": card.track_id, "deliverResults": results}}

    def update(self, args: Args) -> dict[str, Any]:
        """PUT card/instances: overwrites all values, or with updateCardDataByKey those that are given."""
        card = self._known(args)
        self.change(card, args)
        return {"success": True, "result": True}

    def stream(self, args: Args) -> dict[str, Any]:
        """PUT card/streaming: text of one variable, whole or appended, until it is finalized."""
        card, key, content = self._known(args), args.get("key"), args.get("content")
        if not isinstance(key, str) or not isinstance(content, str) or not args.get("guid"):
            raise ApiError(400, "param.error", "guid, key and content are required")
        if card.finalized:
            raise ApiError(400, "param.streamingFinalized", "the card is finalized")
        if args["guid"] in card.guids:
            return {"success": True, "result": True}
        card.guids.add(str(args["guid"]))
        card.values[key] = content if args.get("isFull") else card.values.get(key, "") + content
        card.finalized = bool(args.get("isFinalize")) or bool(args.get("isError"))
        self._redraw(card)
        return {"success": True, "result": True}

    def register(self, args: Args) -> dict[str, Any]:
        """card/callbacks/register: where cards with callbackType HTTP call."""
        key, url = args.get("callbackRouteKey"), args.get("callbackUrl")
        if not key or not url:
            raise ApiError(400, "param.error", "callbackRouteKey and callbackUrl are required")
        if key in self.routes and not args.get("forceUpdate"):
            raise ApiError(400, "param.callbackRouteKeyExists", "registered already; forceUpdate replaces it")
        self.routes[str(key)] = (str(url), str(args.get("apiSecret") or ""))
        return {"success": True, "result": {"apiSecret": args.get("apiSecret"), "callbackUrl": url}}

    def change(self, card: Card, told: Mapping[str, Any]) -> None:
        """Take cardData and privateData (of an update, or of the answer to a callback). Raises ApiError."""
        options = told.get("cardUpdateOptions") or {}
        values = _values(told.get("cardData")) if "cardData" in told else None
        private = {user: _values(data) for user, data in (told.get("privateData") or {}).items()}
        if values is not None:
            card.values = (card.values if options.get("updateCardDataByKey") is True else {}) | values
        for user, data in private.items():
            kept = card.private.get(user, {}) if options.get("updatePrivateDataByKey") is True else {}
            card.private[user] = kept | data
        self._redraw(card)

    def _created(self, args: Args) -> Card:
        track_id, template = args.get("outTrackId"), self.templates.get(str(args.get("cardTemplateId")))
        if not isinstance(track_id, str) or not track_id:
            raise ApiError(400, "param.outTrackIdEmpty", "outTrackId is required")
        if template is None:
            raise ApiError(400, "param.cardTemplateNotExist", "cardTemplateId 不存在")
        if args.get("callbackType") not in (None, "STREAM", "HTTP"):
            raise ApiError(400, "param.callbackTypeError", "callbackType is STREAM or HTTP")
        if args.get("callbackType") == "HTTP" and args.get("callbackRouteKey") not in self.routes:
            raise ApiError(400, "param.callbackRouteKeyNotExist", "register the callbackRouteKey first")
        private = {user: _values(data) for user, data in (args.get("privateData") or {}).items()}
        callback, route = str(args.get("callbackType") or ""), str(args.get("callbackRouteKey") or "")
        made = Card(track_id, template, callback, route, _values(args.get("cardData")), private)
        return self.cards.setdefault(track_id, made)

    def _deliver(self, card: Card, kind: str, space: str, args: Args) -> dict[str, Any]:
        trouble = self._trouble(kind, space, args.get(MODELS[kind]))
        if not trouble and (kind, space) not in card.delivered:
            card.delivered[kind, space] = self._world.new_id("carrier")
            self._world.show(space, self._drawn(card, Shown(self._world.new_id("msg"), self._bot_name, "card", "")))
        carrier = card.delivered.get((kind, space), "")
        told = {"success": not trouble, "errorMsg": trouble, "carrierId": carrier}
        return {"spaceType": kind, "spaceId": space, **told}

    def _trouble(self, kind: str, space: str, model: object) -> str:
        group = self._world.groups.get(space)
        if not isinstance(model, dict):
            return f"{MODELS[kind]} is required"
        if kind == "IM_ROBOT" and model.get("spaceType") != "IM_ROBOT":
            return "imRobotOpenDeliverModel.spaceType must be IM_ROBOT"
        if kind == "IM_GROUP" and model.get("robotCode") != self._robot_code:
            return "robotCode 不存在"
        if (kind == "IM_GROUP" and group is None) or (kind == "IM_ROBOT" and self._world.employee(space) is None):
            return "spaceId is illegal"
        if group is not None and not group.robot_in:
            return "机器人不在群内"
        return "deliver failed" if space in self.blocked else ""

    def _known(self, args: Args) -> Card:
        card = self.cards.get(str(args.get("outTrackId")))
        if card is None:
            raise ApiError(404, "param.outTrackIdNotExist", "outTrackId 不存在")
        return card

    def _redraw(self, card: Card) -> None:
        self._world.change(lambda one: one.card == card.track_id, lambda one: self._drawn(card, one))

    def _drawn(self, card: Card, onto: Shown) -> Shown:
        labels = tuple(button.label for button in card.buttons())
        return replace(onto, text=card.template.shown_text(card.values), buttons=labels, card=card.track_id)


def spaces(open_space_id: object) -> list[tuple[str, str]]:
    """The spaces of an openSpaceId, several parted by ";". Raises ApiError for anything else."""
    if not isinstance(open_space_id, str) or not open_space_id.startswith(PREFIX):
        raise ApiError(400, "param.openSpaceIdError", "openSpaceId must be dtv1.card//SPACE_TYPE.spaceId")
    parts = [part.removeprefix(PREFIX).partition(".") for part in open_space_id.split(";")]
    if not all(kind in MODELS and space for kind, _, space in parts):
        raise ApiError(400, "param.openSpaceIdError", f"unknown space in {open_space_id}")
    return [(kind, space) for kind, _, space in parts]


def _values(data: object) -> dict[str, str]:
    told = data.get("cardParamMap") if isinstance(data, dict) else None
    if not isinstance(told, dict):
        raise ApiError(400, "param.cardDataError", "cardParamMap is required")
    wrong = [key for key, value in told.items() if not isinstance(value, str)]
    if wrong:
        raise ApiError(400, "param.cardParamMapError", f"cardParamMap takes texts only; not so: {wrong}")
    return dict(told)
