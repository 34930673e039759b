# syntax=docker/dockerfile:1
# One image for the web server, the worker, the clock and the migrations.

FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/python -m pip install --require-hashes -r requirements.txt
COPY manage.py pyproject.toml ./
COPY courseops courseops
COPY grading grading
COPY leaderboard leaderboard
COPY participation participation
COPY projects projects
COPY quizzes quizzes
COPY templates templates
COPY static static
COPY courses courses
RUN STATIC_MANIFEST=true SECRET_KEY=only-to-collect VAR_DIR=/var/lib/courseops /venv/bin/python manage.py collectstatic --no-input --verbosity 0
RUN /venv/bin/python -m compileall -q .

FROM python:3.11.14-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_MANIFEST=true VAR_DIR=/var/lib/courseops HOST=0.0.0.0 PORT=8000
RUN groupadd --gid 10001 courseops && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent courseops && mkdir -p /var/lib/courseops/media /var/lib/courseops/exports && chown -R 10001:10001 /var/lib/courseops
COPY --from=build /venv /venv
COPY --from=build --chown=root:root /app /app
COPY --from=build --chown=10001:10001 /var/lib/courseops/static /var/lib/courseops/static
WORKDIR /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "courseops.serve.probe"]
CMD ["gunicorn", "--config", "python:courseops.serve.gunicorn_conf"]
