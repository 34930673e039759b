"""How numbers, times and states look, the same on every page."""

from django import template

register = template.Library()
