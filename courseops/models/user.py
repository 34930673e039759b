"""Who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail and login."""

    def create_user(
        self, email: str, login: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Return a new, saved user; without a password nobody can sign in as them."""
        user = self.model(email=email.lower(), login=login, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, login: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Return a new member of the site's staff with every right."""
        return self.create_user(
            email, login, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A person. They sign in by e-mail; rosters and exports name them by login."""

    email = models.EmailField("e-mail", unique=True)
    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_staff = models.BooleanField(
        "staff of the site", default=False, help_text="May do anything in any course."
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["login", "name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case_unique")
        ]

    def __str__(self) -> str:
        return self.name or self.login

    def get_full_name(self) -> str:
        """Return the name shown to others."""
        return self.name or self.login

    def get_short_name(self) -> str:
        """Return the login."""
        return self.login
