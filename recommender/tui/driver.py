"""The terminal, asked for as little as possible."""

import re

from textual.drivers.linux_driver import LinuxDriver

KEY_PROTOCOL = re.compile(r"\x1b\[[<>]\d*u")


class QuietDriver(LinuxDriver):
    """Does not ask for the newer way of reporting keys.

    Nothing here needs it, and a terminal that does not know it may leave a letter on the screen at the end.
    """

    def write(self, data: str) -> None:
        """Writes all else."""
        if KEY_PROTOCOL.fullmatch(data) is None:
            super().write(data)
