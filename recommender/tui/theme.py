"""One calm theme: slate, teal and amber. Nothing is red, and no meaning rests on colour alone.

It names every colour itself. Themes that borrow the terminal's colours turn black on black under NO_COLOR.
"""

from textual.theme import Theme

CALM = Theme(
    name="calm",
    primary="#7cc4c0",
    secondary="#9db8d9",
    accent="#7cc4c0",
    warning="#e8b45a",
    error="#e8b45a",
    success="#7cc4c0",
    foreground="#dbe4e6",
    background="#1b2226",
    surface="#1b2226",
    panel="#232c31",
    variables={
        "text": "#dbe4e6",
        "text-muted": "#a3b4b9",
        "border": "#4d6068",
        "border-blurred": "#3a4a51",
        "block-cursor-foreground": "#f2f8f8",
        "block-cursor-background": "#2b4a50",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": "#dbe4e6",
        "block-cursor-blurred-background": "#28343a",
        "input-cursor-background": "#dbe4e6",
        "input-cursor-foreground": "#1b2226",
        "input-selection-background": "#2b4a50",
        "input-selection-foreground": "#f2f8f8",
        "scrollbar": "#4d6068",
        "scrollbar-hover": "#6b8089",
        "scrollbar-active": "#6b8089",
        "scrollbar-background": "#232c31",
        "scrollbar-background-hover": "#232c31",
        "scrollbar-background-active": "#232c31",
        "scrollbar-corner-color": "#232c31",
    },
)
