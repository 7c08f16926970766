"""Plain data as it would stand in a YAML file, on one line."""

from collections.abc import Iterable, Mapping


def in_words(value: object) -> str:
    """Texts and numbers as they are, lists in square brackets, mappings in curly ones."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {in_words(item)}' for key, item in value.items())}}}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(in_words, value))}]"
    return "none" if value is None else str(value)
