"""One open decision in the terminal: its options, and the key that was pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prompt_toolkit import prompt
from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.styles import Style
from prompt_toolkit.widgets import RadioList

SKIP = ""
"""What a person says who leaves a decision open."""
STYLE = Style.from_dict({"head": "bold", "asked": "ansimagenta bold", "keys": "ansibrightblack"})
KEYS = "↑ ↓ Enter choose   s skip   Ctrl-C stop, the answers are kept"
ACCEPT = "a accept   "


@dataclass(frozen=True)
class Asked:
    """What a person sees: how far it is, what is asked, what speaks for an answer, the options.

    `options` are codes with their words; `proposed` is one of them or nothing.
    """

    head: str
    question: str
    evidence: str
    options: Sequence[tuple[str, str]]
    proposed: str = ""


def choose(asked: Asked) -> str:
    """Return the code that a person takes, or `SKIP`; raise KeyboardInterrupt for Ctrl-C."""
    options = RadioList(
        values=list(asked.options),
        default=asked.proposed or None,
        select_on_focus=True,
        open_character="",
        select_character="❯",
        close_character="",
        show_cursor=False,
    )
    top = FormattedTextControl(
        FormattedText(
            [
                ("class:head", f"{asked.head}\n"),
                ("class:asked", f"{asked.question}\n"),
                ("", f"{asked.evidence}\n"),
                ("class:keys", ACCEPT * bool(asked.proposed) + KEYS),
            ]
        )
    )
    heading = Window(top, wrap_lines=True, dont_extend_height=True)
    application: Application[str] = Application(
        layout=Layout(HSplit([heading, options]), focused_element=options),
        key_bindings=bind(asked.proposed, lambda: options.current_value),
        style=STYLE,
        erase_when_done=True,
    )
    return application.run()


def bind(proposed: str, current: Callable[[], Any]) -> KeyBindings:
    """Return what each key does: take the marked option or the proposal, skip, stop."""
    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def take(event: KeyPressEvent) -> None:
        event.app.exit(result=str(current()))

    @keys.add("s", eager=True)
    def skip(event: KeyPressEvent) -> None:
        event.app.exit(result=SKIP)

    @keys.add("c-c", eager=True)
    @keys.add("<sigint>", eager=True)
    def stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    if proposed:

        @keys.add("a", eager=True)
        def accept(event: KeyPressEvent) -> None:
            event.app.exit(result=proposed)

    return keys


def ask_reason(code: str) -> str:
    """Return why a person takes another code than the proposed one, in their words, maybe none."""
    return prompt(f"Because of what → {code}? (Enter leaves it out) ").strip()
