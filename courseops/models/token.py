"""Keys with which programs act for a person."""

from typing import ClassVar

from django.db import models
from knox.models import AbstractAuthToken


class ApiToken(AbstractAuthToken, models.Model):  # type: ignore[misc, django-manager-missing]
    """An API token under the name its owner gave it; only its digest is stored."""

    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return self.name or str(self.token_key)
