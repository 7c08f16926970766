"""A real YAML language server on the schema that `rules schema` writes: what an author sees while typing.

It is run by `make outside`, which installs the server with npm. Where that or node is missing, it is skipped
and says so.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any

import pytest
from people import shipped

ROOT = Path(__file__).parent.parent.parent
INSTALLED = Path(os.environ.get("LANGUAGE_SERVER", ROOT / ".venv" / ".outside" / "node_modules"))
SERVER = INSTALLED / "yaml-language-server" / "bin" / "yaml-language-server"
NODE = shutil.which("node")

pytestmark = [
    pytest.mark.outside,
    pytest.mark.skipif(NODE is None, reason="there is no node here, and the YAML language server needs it"),
    pytest.mark.skipif(not SERVER.is_file(), reason=f"there is no YAML language server in {INSTALLED}"),
]

MODELINE = "# yaml-language-server: $schema=rules.schema.json\n"
CURSOR = "|"
RULE = """\
- id: short-at-first
  title: With poor sleep, short at first
  purpose: recovery
  when:
    {when}
  then:
    - {then}
  because: Your sleep has been poor.
  sources: [{source}]
  evidence: convention
  examples:
    - fires: {{sleep_quality: poor}}
    - silent: {{sleep_quality: {silent}}}
"""
FINE = {"when": "sleep_quality: poor", "then": "limit: {minutes: 10}", "source": "N26", "silent": "good"}
CLIENT = {
    "processId": None,
    "rootUri": None,
    "capabilities": {
        "workspace": {"configuration": True},
        "textDocument": {
            "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
            "hover": {"contentFormat": ["markdown"]},
        },
    },
}
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}


@dataclass
class Editor:
    """A client of the language server, as far as a few questions need one."""

    folder: Path
    to: IO[bytes]
    back: IO[bytes]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    marked: dict[str, list[Any]] = field(default_factory=dict)

    def ask(self, method: str, params: Mapping[str, object]) -> Any:  # noqa: ANN401 - whatever JSON it answers
        """The answer to a question; what the server sends or asks meanwhile is seen to."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": params})
        while "result" not in (message := self._heard()) or message.get("id") != number:
            pass
        return message["result"]

    def tell(self, method: str, params: Mapping[str, object]) -> None:
        self._send({"method": method, "params": params})

    def open(self, text: str) -> tuple[str, list[Any]]:
        """Opens a rule file, and gives its name and what is marked in it."""
        path = self.folder / f"rules{next(self.numbers)}.yaml"
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": MODELINE + text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.marked:
            self._heard()
        return uri, self.marked[uri]

    def offered(self, text: str) -> dict[str, str]:
        """What is offered at the cursor, each with what is said about it."""
        found = self.ask("textDocument/completion", self._at(text))
        items = found if isinstance(found, list) else found["items"]
        return {item["label"]: item.get("documentation") or "" for item in items}

    def hovered(self, text: str) -> str:
        """What is shown over the word at the cursor."""
        return str(self.ask("textDocument/hover", self._at(text))["contents"]["value"])

    def _at(self, text: str) -> dict[str, object]:
        uri, _ = self.open(text.replace(CURSOR, ""))
        before = (MODELINE + text).partition(CURSOR)[0]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": uri}, "position": position}

    def _send(self, message: Mapping[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.to.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.to.flush()

    def _heard(self) -> dict[str, Any]:
        length = 0
        while line := self.back.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self.back.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.marked[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            asked = (message.get("params") or {}).get("items") or []
            settings = [SETTINGS if item.get("section") == "yaml" else {} for item in asked]
            self._send({"id": message["id"], "result": settings or None})
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that has a schema beside its rule files, as `rules schema` wrote it."""
    folder = tmp_path_factory.mktemp("rules")
    writing = [sys.executable, "-m", "recommender", "rules", "schema", "--for", "prescription"]
    schema = subprocess.run(writing, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    (folder / "rules.schema.json").write_bytes(schema.stdout)
    command = [str(NODE), str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        found = Editor(folder, server.stdin, server.stdout)
        found.ask("initialize", CLIENT)
        found.tell("initialized", {})
        yield found
        found.ask("shutdown", {})
        found.tell("exit", {})


def rule(**changed: str) -> str:
    return RULE.format(**(FINE | changed))


def test_nothing_is_marked_in_a_rule_without_a_mistake(editor: Editor) -> None:
    assert editor.open(rule())[1] == []


def test_a_fact_is_completed_under_when_with_the_words_of_its_question(editor: Editor) -> None:
    offered = editor.offered(rule(when="sle|"))

    assert offered["sleep_quality"] == "How is your sleep these days?"
    assert {"hyperaroused", "activity_minutes", "any of"} <= offered.keys()


def test_a_fact_is_completed_among_alternatives_and_in_an_example(editor: Editor) -> None:
    assert "sleep_quality" in editor.offered(rule(when="any of:\n      - sle|"))
    assert "unknown" in editor.offered(rule(silent="|"))


def test_an_answer_is_completed_in_every_form_that_a_condition_takes(editor: Editor) -> None:
    offered = editor.offered(rule(when="sleep_quality: |"))

    assert offered["poor"] == "Poor"
    assert {"mixed or worse", "mixed or better", "not poor", "answered", "unanswered"} <= offered.keys()
    assert "mixed or more" not in offered


def test_a_directive_is_completed_with_what_it_does_and_only_where_it_may_stand(editor: Editor) -> None:
    offered = editor.offered(rule(then="|"))

    assert offered["limit"].startswith("The most there may be")
    assert "prefer" in offered
    assert "refer" not in offered


def test_an_activity_a_text_and_a_claim_are_completed_with_their_words(editor: Editor) -> None:
    activities = editor.offered(rule(then="exclude: [|]"))
    notes = editor.offered(rule(then="note: |"))
    claims = editor.offered(rule(source="|"))

    assert activities["brisk_walking"] == "Brisk walking"
    assert notes["known-places"] == shipped().texts.wording.notes["known-places"]
    assert "on the lookout for danger" in claims["N26"]
    assert {*activities, *claims} == {name for name in (*activities, *claims) if "array item" not in name}


def test_the_question_the_directive_and_the_claim_are_shown_over_their_words(editor: Editor) -> None:
    assert "How is your sleep these days?" in editor.hovered(rule(when="sleep_|quality: poor"))
    assert "The most there may be" in editor.hovered(rule(then="lim|it: {minutes: 10}"))
    assert "at most … minutes a session" in editor.hovered(rule(then="limit: {minu|tes: 10}"))
    over_a_claim = editor.hovered(rule(source="N|26"))
    assert "on the lookout for danger" in over_a_claim
    assert "N27" not in over_a_claim


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"when": "sleep_quality: por"},
            (
                "“Sleep” takes: good, mixed, poor; a list of them, “… or worse”, “… or better”, “not …”, "
                "“answered” or “unanswered”."
            ),
        ),
        (
            {"when": "slep_quality: poor"},
            "A line begins with a fact or a state of the vocabulary and a colon, or it is “any of:”.",
        ),
        ({"when": "sleep_quality: [mixed, por]"}, "“Sleep” takes: good, mixed, poor."),
        (
            {"when": "sleep_hours: 6-8"},
            (
                "“Hours of sleep” counts hours per night from 0 to 14. "
                "Ranges read “N to N”, “N or more” or “N or less”."
            ),
        ),
        ({"then": "limit: {intensity: hard}"}, "“intensity” takes: light, moderate, vigorous."),
        (
            {"then": "limit: {minutes: 10, weeks: 1-2}"},
            "Weeks are written as “3”, “1 to 2” or “3 on”, counted from 1.",
        ),
        (
            {"source": "N999"},
            "This is not in sources.yaml. A rule names claims and references by their id there.",
        ),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_mistake_is_marked_once_with_words_that_help(
    editor: Editor, changed: dict[str, str], said: str
) -> None:
    _, marked = editor.open(rule(**changed))

    assert [one["message"] for one in marked] == [said]
    assert marked[0]["range"]["start"]["line"] == {"when": 5, "then": 7, "source": 9}[next(iter(changed))]
