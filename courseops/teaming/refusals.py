"""Why a team cannot be what somebody asked for."""


class TeamRefusedError(ValueError):
    """The team stays as it is; the text is a sentence that says why."""


class NameRefusedError(TeamRefusedError):
    """A team cannot be called that."""
