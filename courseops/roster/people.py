"""Which account a line of a roster means."""

from collections.abc import Iterable

from courseops.models import User
from courseops.roster.entries import Entry


class Directory:
    """The accounts of the site, and those that earlier lines of the file ask for."""

    def __init__(self, users: Iterable[User]) -> None:
        self._by_login: dict[str, User] = {}
        self._by_folded: dict[str, str] = {}
        self._owner: dict[str, str] = {}
        for user in users:
            self._by_login[user.login] = user
            self._by_folded[user.login.casefold()] = user.login
            self._owner[user.email.lower()] = user.login
        self._line_of_login: dict[str, int] = {}
        self._line_of_email: dict[str, int] = {}

    def account(self, entry: Entry, domain: str) -> tuple[User, list[str]]:
        """Return the account that *entry* means, a new one if need be, and problems.

        The account's e-mail is set. Without one in the line a newcomer's is made of
        the login and *domain*.
        """
        user = self._by_login.get(entry.login) or User(login=entry.login)
        problems = self._repeated(entry)
        known_as = self._by_folded.get(entry.login.casefold(), entry.login)
        if known_as != entry.login:
            text = f"{entry.login!r} is an account already, written {known_as!r}"
            problems.append(entry.problem("login", text))
        email = entry.email or user.email
        if not email and domain:
            email = f"{entry.login}@{domain}".lower()
        problems += self._email_problems(entry, user, email)
        if not problems:
            user.email = email
        return user, problems

    def _repeated(self, entry: Entry) -> list[str]:
        first = self._line_of_login.setdefault(entry.login.casefold(), entry.line)
        if first == entry.line:
            return []
        text = f"{entry.login!r} stands in line {first} already"
        return [entry.problem("login", text)]

    def _email_problems(self, entry: Entry, user: User, email: str) -> list[str]:
        if not email:
            text = "a newcomer needs an e-mail address (or give --email-domain)"
            return [entry.problem("email", text)]
        first = self._line_of_email.setdefault(email, entry.line)
        if first != entry.line:
            text = f"{email} stands in line {first} already"
            return [entry.problem("email", text)]
        owner = self._owner.get(email)
        if owner is not None and owner != entry.login:
            return [entry.problem("email", f"{email} belongs to the login {owner!r}")]
        if user.is_staff and user.email != email:
            text = (
                f"{entry.login!r} is staff of the site, whose e-mail no roster changes"
            )
            return [entry.problem("email", text)]
        return []
