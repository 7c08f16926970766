"""The interview on a full screen. Only this floor knows Textual; it holds no answers and decides nothing."""

from recommender.tui.app import run

__all__ = ["run"]
