"""What the exit codes say."""

from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """How a command ended; `meaning` is a sentence for whoever reads the number."""

    meaning: str

    def __new__(cls, number: int, meaning: str) -> Self:
        code = int.__new__(cls, number)
        code._value_ = number
        code.meaning = meaning
        return code

    DONE = 0, "Done. A referral is a result, too."
    FINDINGS = 1, "Something was found: an example, a test, a proof or an audit that does not hold."
    UNUSABLE = 2, "What was given cannot be used: arguments, a profile or rules."
    REFUSED = 3, "No result: the program does not trust its own, or has a fault."
    INTERRUPTED = 130, "Ended by Ctrl+C."
