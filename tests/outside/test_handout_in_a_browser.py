"""The handout as a real browser draws it: on two sizes of paper, and without asking for anything."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from handouts import missing, pdf_text, said
from people import remembering, shipped
from pypdf import PdfReader

from recommender.export.handout import handout_of
from recommender.export.handout_html import as_html
from recommender.export.handout_pdf import as_pdf
from recommender.loading import load_profile
from recommender.model.recommendation import Recommendation

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PROFILES = sorted((Path(__file__).parent.parent.parent / "profiles").glob("*.yaml"))
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--no-pdf-header-footer",
)  # fmt: skip
ONE_OF_EACH = ("hypervigilant", "crisis_with_a_plan", "red_flag", "in_crisis")
OWN_ERRANDS = re.compile(r"(^|//|\.)(google(apis|usercontent)?|gvt1|gstatic)\.com\b")
POINTS = {"A4": (595, 842), "Letter": (612, 792)}

pytestmark = pytest.mark.outside
drawn = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed here (Debian: chromium)")


class Listening(HTTPServer):
    """A server here that remembers what it was asked for, apart from the browser's own errands."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Answering)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Listening)
        if not OWN_ERRANDS.search(self.path):
            self.server.asked.append(self.path)
        self.send_error(404)

    do_CONNECT = do_HEAD = do_GET  # noqa: N815 - the names that the standard library looks for

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def listening() -> Iterator[Listening]:
    """A server that every request of the browser would end at."""
    with Listening() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@drawn
@pytest.mark.parametrize("paper", POINTS)
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_handout_prints_on_two_pages_at_most_and_says_all_of_it(
    name: str, paper: str, tmp_path: Path, listening: Listening
) -> None:
    html = as_html(of_profile(name), shipped())
    sized = html.replace("@page {", f"@page {{ size: {paper};")
    assert sized != html

    pages = PdfReader(printed(sized, tmp_path, listening))

    values = handout_of(of_profile(name), shipped())
    text = letters(pdf_text((tmp_path / "page.pdf").read_bytes()))
    assert [one for one in said(values) if letters(one) not in text] == []
    assert len(pages.pages) <= (1 if values.front[0].heading.startswith("People") else 2)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages.pages} == {
        POINTS[paper]
    }
    assert listening.asked == []


@drawn
@pytest.mark.parametrize("paper", POINTS)
def test_the_first_session_is_never_cut_over_two_pages(
    paper: str, tmp_path: Path, listening: Listening
) -> None:
    html = as_html(of_profile("hypervigilant"), shipped())
    lower = html.replace("<main>", '<main><div style="height: 180mm"></div>')

    pages = PdfReader(
        printed(lower.replace("@page {", f"@page {{ size: {paper};"), tmp_path, listening)
    ).pages

    texts = [letters(page.extract_text()) for page in pages]
    assert [letters("The first session") in text for text in texts[:2]] == [False, True]
    assert letters("The smallest version") in texts[1]


@drawn
def test_what_would_be_asked_for_outside_is_noticed(tmp_path: Path, listening: Listening) -> None:
    html = as_html(of_profile("red_flag"), shipped())
    planted = html.replace("<main>", '<main><img src="http://handout.example/picture.png" alt="">')
    open_to_all = planted.replace("default-src 'none'", "default-src *")
    assert html != planted != open_to_all

    printed(planted, tmp_path, listening)
    held = list(listening.asked)
    printed(open_to_all, tmp_path, listening)

    assert held == []
    assert any("handout.example" in asked for asked in listening.asked)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_pdf_is_written_for_everybody_and_says_all_of_it(path: Path) -> None:
    recommendation = of_profile(path.stem)

    text = pdf_text(as_pdf(recommendation, shipped()))

    assert missing(handout_of(recommendation, shipped()), text) == []


def letters(text: str) -> str:
    """The letters alone: a browser joins some of them, and breaks lines where it likes."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def printed(html: str, folder: Path, listening: Listening) -> Path:
    """The page as the browser prints it; every request would go to the server that listens."""
    assert CHROMIUM is not None
    page, paper = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    proxy = f"--proxy-server=http://127.0.0.1:{listening.port}"
    command = [CHROMIUM, *QUIET, proxy, f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={paper}"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=100)
    return paper


@cache
def of_profile(name: str) -> Recommendation:
    path = next(path for path in PROFILES if path.stem == name)
    return remembering().recommend_profile(load_profile(path, shipped()))
