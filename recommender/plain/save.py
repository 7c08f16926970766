"""Saving what came out as a file, line by line."""

from recommender.export.files import FORMS, AlreadyThere, NotSaved, from_home, here, save_file
from recommender.interview.view import OutcomeView
from recommender.plain.adjust import told
from recommender.plain.support import support
from recommender.plain.talk import Talk


def save(talk: Talk, view: OutcomeView) -> None:
    """Says who can read a file, asks for its form and its name, and says where it is."""
    texts, lines = talk.book.texts.result, talk.lines
    lines.say(texts("save", "title"))
    lines.say(told(talk, "save", "what"))
    lines.line(texts("save", "ask_format"))
    for number, name in enumerate(FORMS, 1):
        lines.item(str(number), texts("save", "formats", name))
    lines.gap()
    if form := _form(talk):
        _put(talk, FORMS[form].write(view.recommendation, talk.book), FORMS[form].suffix)


def _form(talk: Talk) -> str:
    prompt = talk.book.texts.result("save", "plain", "prompt_format")
    while (typed := talk.lines.ask(prompt)).lower() not in ("", "b"):
        if typed.lower() == "h":
            support(talk)
        elif (form := talk.choose(typed, FORMS)) is not None:
            return form
    return ""


def _put(talk: Talk, written: str | bytes, suffix: str) -> None:
    """Asks for a name until the file is there or somebody goes back."""
    texts, lines = talk.book.texts.result, talk.lines
    offered, over = f"{texts('save', 'name')}{suffix}", ""
    lines.line(texts("save", "ask_path"))
    lines.line(texts("save", "hint", folder=from_home(here())))
    while (typed := lines.ask(_prompt(talk, offered, over))).lower() != "b":
        name = typed or over or offered
        try:
            path = save_file(name, written, over=name == over)
        except AlreadyThere:
            over = name
            lines.say(texts("save", "exists"))
        except NotSaved as refused:
            over = ""
            folder = from_home(refused.folder)
            lines.say(texts("save", "refused", refused.refusal, folder=folder, why=refused.why))
        else:
            lines.line(texts("save", "done"))
            lines.line(texts("save", "where", path=from_home(path)))
            lines.say(texts("save", "later"))
            return


def _prompt(talk: Talk, offered: str, over: str) -> str:
    form = "prompt_over" if over else "prompt_path"
    return talk.book.texts.result("save", "plain", form, path=offered)
