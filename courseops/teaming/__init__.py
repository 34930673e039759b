"""Students form teams: make one, invite, join, leave, merge; staff may put them right.

What a component's hand-ins have to say about that (whether a team has handed in
already, whose entries may be put together, what follows from a change) comes from
outside, as :class:`courseops.teaming.work.Work`.
"""
