"""How Slack's ids become ours. With one workspace they are the same; with several its id goes before: "T1/U1"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ids:
    """Makes ids; `several`: the bot lives in several workspaces."""

    several: bool

    def named(self, team: str, slack_id: str) -> str:
        """A user or channel of a workspace."""
        return f"{team}/{slack_id}" if self.several else slack_id

    def direct(self, team: str, user: str) -> str:
        """The room in which this user and the bot are alone."""
        return f"@{self.named(team, user)}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call goes: the workspace ("" where there is one only), and the channel, or the user of a direct room."""

    team: str
    target: str
    direct: bool


def place_of(our_id: str) -> Place:
    """What one of our ids of a room or user means to Slack."""
    direct = our_id.startswith("@")
    team, slash, target = our_id.removeprefix("@").rpartition("/")
    return Place(team if slash else "", target, direct)
