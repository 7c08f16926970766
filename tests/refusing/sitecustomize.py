"""Refuses the network to the program that begins here, and writes down that it was asked for.

Python loads this file by itself where its folder is on PYTHONPATH. To start another program is refused too:
it might ask in this one's place. One that is forked stays refused. A pair of sockets inside one process leads
nowhere, and asyncio needs it.
"""

import os
import socket
import sys

ASKED = os.environ["NETWORK_ASKED"]
WAYS_OUT = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
    *("socket.getaddrinfo", "socket.getnameinfo", "socket.gethostbyname", "socket.gethostbyaddr"),
    *("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "imaplib.open"),
    *("webbrowser.open", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"),
)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raises OSError for whatever might lead out of this computer, once it is written down."""
    if event in WAYS_OUT or (event == "socket.__new__" and arguments[1] != socket.AF_UNIX):
        with open(ASKED, "a", encoding="utf-8") as asked:  # noqa: PTH123 - a program that starts loads no pathlib
            asked.write(f"Python: {event}\n")
        message = f"{event} is refused here"
        raise OSError(message)


sys.addaudithook(refuse)
