"""Copied as sitecustomize.py onto a child's path, this lists every file that is opened there for writing."""

import os
import sys

LIST = os.environ["WATCHED_WRITES"]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND


def watch(event: str, details: tuple[object, ...]) -> None:
    """Notes a file that is opened for writing."""
    if event == "open" and isinstance(details[2], int) and details[2] & WRITES:
        named = details[0]
        if isinstance(named, str | bytes) and os.fsdecode(named) != LIST:
            with open(LIST, "a", encoding="utf-8") as listed:  # noqa: PTH123 - before pathlib is loaded
                listed.write(f"{os.path.realpath(os.fsdecode(named))}\n")


sys.addaudithook(watch)
