"""Tooltips: Qt reads text that looks like markup as markup, so every text of a person is escaped first."""

from html import escape


def tip(*lines: str) -> str:
    """A tooltip that shows these lines as they are; empty where all of them are."""
    told = [escape(line) for line in lines if line]
    return f"<qt>{'<br>'.join(told)}</qt>" if told else ""
