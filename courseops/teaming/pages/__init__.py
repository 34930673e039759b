"""The pages on which teams are formed, for whatever work.

What is about the work comes in as a :class:`courseops.teaming.pages.desk.Desk`; an app
keeps the addresses (``team``, ``change_team``, ``join_team``, ``teams`` and
``group_teams`` in its namespace) and ``templates/APP/team_frame.html``, in which the
pages are shown.
"""
