"""The interview on a full screen. Only this floor knows Textual; it holds no answers and decides nothing.

Nothing is loaded by this name alone: `recommender.tui.opening` opens it.
"""
