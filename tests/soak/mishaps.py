"""Work that goes wrong, for the tests of what looks after it. Nothing else is loaded with it."""

import os
import time
from pathlib import Path
from typing import NoReturn

from apart_tasks import Say
from found import Found


def crash(_say: Say, now: Path) -> NoReturn:
    """Work that takes its process down over a text."""
    now.write_bytes(b"a text")
    os._exit(9)


def hang(_say: Say, _now: Path) -> NoReturn:
    """Work that never ends, and says nothing."""
    while True:
        time.sleep(60)


def work(say: Say, _now: Path, many: int) -> Found:
    """Work that ends well."""
    say("half")
    found = Found(growth={"of it": 1.0})
    found.counts["done"] = many
    return found
