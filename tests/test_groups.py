"""Tests of a group run in one process of xdist, which makes what they share once."""

import pytest


@pytest.mark.xdist_group("here")
def test_a_group_is_named_where_xdist_reads_it(request: pytest.FixtureRequest) -> None:
    in_groups = getattr(request.config.option, "loadgroup", False)

    assert request.node.nodeid.endswith("@here") == in_groups
