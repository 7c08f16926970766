"""How a word that cannot stand where it was typed is answered."""

import argparse
import re
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Of a word that is none of those that can stand there, it ends with the one that was probably meant."""

    def error(self, message: str) -> NoReturn:
        super().error(f"{message}{_meant(message)}")


def _meant(message: str) -> str:
    from recommender.problem import nearest

    found = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
    near = nearest(found[1], re.findall(r"[\w-]+", found[2])) if found else ""
    return f"\nDid you mean “{near}”?" if near else ""
