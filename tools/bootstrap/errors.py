"""The one error that the set-up shows to a person."""


class SetupError(Exception):
    """The set-up cannot go on; the text is one or two Japanese sentences: what happened and what to do next."""
