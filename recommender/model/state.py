"""How a day is."""

from enum import StrEnum


class State(StrEnum):
    """How somebody says that they are right now, in the order in which it is asked."""

    SETTLED = "settled"
    ON_EDGE = "on_edge"
    SHUT_DOWN = "shut_down"
    SWITCHING = "switching"
    DEPLETED = "depleted"
    ILL = "ill"
    FEVER = "fever"
