"""Rules that change while the program runs."""

from collections.abc import Callable, Coroutine
from functools import partial

from textual.app import App
from textual.timer import Timer

from recommender.workshop.watch import News, Watch

EVERY = 1.0
"""Seconds between two looks at the folder."""

Tell = Callable[[News], Coroutine[None, None, None]]


def keep_looking(app: App[None], watch: Watch, tell: Tell) -> Timer:
    """Tells whenever the files of the rules have changed, to good ones or to broken ones."""
    return app.set_interval(EVERY, partial(look_once, app, watch, tell))


def look_once(app: App[None], watch: Watch, tell: Tell) -> None:
    """Looks whether any file changed; only then are the rules read, beside the keyboard."""
    if watch.changed:
        read = partial(_read, app, watch, tell)
        app.run_worker(read, thread=True, exclusive=True, group="rules", exit_on_error=False)


def _read(app: App[None], watch: Watch, tell: Tell) -> None:
    news = watch.look()
    if news is not None:
        app.call_later(tell, news)
