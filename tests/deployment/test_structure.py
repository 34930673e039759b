"""The image and the compose file keep their promises, read without Docker."""

import re
from typing import Any

import pytest
import yaml

from tests.deployment.dockerfile import ROOT, command, stages

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
KEEPERS = ["db", "redis"]
RUNNING = ["web", "worker", "beat"]


def test_there_is_one_of_each_service() -> None:
    assert sorted(SERVICES) == sorted(OURS + KEEPERS)


# --- The image ---------------------------------------------------------------


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert stages()[-1].one("USER") == "10001:10001"


def test_what_builds_the_image_stays_out_of_it() -> None:
    build, final = stages()

    assert any("pip install --require-hashes" in run for run in build.all("RUN"))
    assert not any("pip" in run for run in final.all("RUN"))


def test_the_image_serves_collected_and_hashed_files() -> None:
    build, final = stages()

    assert any("STATIC_MANIFEST=true" in run for run in build.all("RUN"))
    assert final.environment()["STATIC_MANIFEST"] == "true"


def test_the_image_says_whether_it_lives() -> None:
    assert "courseops.serve.probe" in stages()[-1].one("HEALTHCHECK")


def test_the_image_holds_no_secret() -> None:
    for stage in stages():
        assert "SECRET_KEY" not in stage.environment()


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    let_in = set((ROOT / ".dockerignore").read_text().split())
    for sources in stages()[0].all("COPY"):
        for source in sources.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source}" in let_in, source


def test_every_package_is_in_the_image() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    copied = {text.split()[0] for text in stages()[0].all("COPY")}

    assert packages - {"benchmarks"} <= copied


@pytest.mark.parametrize(
    "image",
    [stage.image for stage in stages()] + [SERVICES[name]["image"] for name in KEEPERS],
)
def test_images_are_pinned_to_a_version(image: str) -> None:
    assert re.search(r":\d+\.\d+", image), image


# --- The compose file --------------------------------------------------------


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_without_rights(name: str) -> None:
    service = SERVICES[name]

    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", RUNNING)
def test_a_service_starts_after_what_it_needs(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "db": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


def test_the_database_is_migrated_once() -> None:
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}


@pytest.mark.parametrize("name", ["worker", "beat", *KEEPERS])
def test_a_service_says_whether_it_is_healthy(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", RUNNING + KEEPERS)
def test_a_service_is_given_time_to_stop(name: str) -> None:
    assert re.fullmatch(r"\d+s", SERVICES[name]["stop_grace_period"])


@pytest.mark.parametrize("name", ["worker", "beat", *KEEPERS])
def test_only_the_web_server_is_published(name: str) -> None:
    assert "ports" not in SERVICES[name]


@pytest.mark.parametrize("name", [*OURS, "db"])
def test_a_missing_secret_stops_the_start(name: str) -> None:
    environment = SERVICES[name]["environment"]
    wanted = {"SECRET_KEY", "POSTGRES_PASSWORD"} & set(environment)

    assert wanted
    for secret in wanted:
        assert environment[secret].startswith(f"${{{secret}:?")


def test_the_queue_survives_a_restart_and_never_forgets() -> None:
    words = SERVICES["redis"]["command"]

    assert words[words.index("--appendonly") + 1] == "yes"
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"


def test_data_lives_in_named_volumes() -> None:
    mounted = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
    }

    assert mounted == set(COMPOSE["volumes"])


def test_every_queue_has_its_worker(settings) -> None:
    words = SERVICES["worker"]["command"]
    served = set(words[words.index("--queues") + 1].split(","))
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}

    assert routed | {settings.CELERY_TASK_DEFAULT_QUEUE} == served


def test_the_web_service_runs_what_the_image_runs() -> None:
    assert SERVICES["web"]["command"] == command(stages()[-1])
