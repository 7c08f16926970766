"""The walk over YAML under atheris, which looks for texts that lead to parts of it not reached before."""

import sys
from io import BytesIO

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["recommender.loading", "recommender.problem", "recommender.source"]):
    from recommender.loading.files import text_of
    from recommender.loading.yaml_tree import parse, plain
    from recommender.problem import Problem


def walk(data: bytes) -> None:
    """One text: a tree, or mistakes that each have a place."""
    problems: list[Problem] = []
    source = text_of("walked.yaml", BytesIO(data), problems)
    node = parse(source, problems) if source else None
    if node is not None:
        plain(node)
    elif not problems:
        raise AssertionError("neither a tree nor a mistake")
    for problem in problems:
        if not str(problem).startswith(f"{problem.span}: error {problem.code}"):
            raise AssertionError(repr(problem))


if __name__ == "__main__":
    atheris.Setup(sys.argv, walk)
    atheris.Fuzz()
