"""The documents, lists and files of this repository agree with its code."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 400
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".yml", ".yaml", ".html", ".css", ".js"}


def tracked() -> list[Path]:
    """Return the files that git knows, as they are here; all files without git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


# --- Settings ----------------------------------------------------------------


def settings_read() -> dict[str, str | None]:
    """Return each variable that settings.py reads, with its default if it is literal."""
    found: dict[str, str | None] = {}
    tree = ast.parse((ROOT / "courseops" / "settings.py").read_text())
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
        ):
            (first, *_) = node.args
            assert isinstance(first, ast.Constant)
            default = next(k.value for k in node.keywords if k.arg == "default")
            try:
                value = ast.literal_eval(default)
            except ValueError:
                value = None
            text = ",".join(value) if isinstance(value, list) else str(value)
            text = text.lower() if isinstance(value, bool) else text
            found[first.value] = text if value else None
            if isinstance(value, (bool, int)):
                found[first.value] = text
    return found


def settings_documented() -> dict[str, str]:
    text = (ROOT / "docs" / "operators.md").read_text()
    table = text.partition("| variable | default |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", table, re.MULTILINE)
    return dict(rows)


def test_every_setting_is_documented() -> None:
    assert set(settings_documented()) == set(settings_read())


def test_documented_defaults_are_the_real_ones() -> None:
    documented = settings_documented()
    for variable, default in settings_read().items():
        if default is not None:
            assert f"`{default}`" in documented[variable], variable


# --- Documents ---------------------------------------------------------------


def test_every_link_in_a_document_resolves() -> None:
    broken = []
    for document in documents():
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
            path = target.partition("#")[0]
            if "://" in target or not path:
                continue
            if not (document.parent / path).exists():
                broken.append(f"{name(document)}: {target}")
    assert broken == []


def test_every_command_that_a_document_names_exists() -> None:
    commands = {
        path.stem for path in tracked() if path.match("*/management/commands/[a-z]*.py")
    }
    django = {"migrate", "makemigrations", "check", "createsuperuser", "collectstatic"}
    for document in documents():
        named = set(re.findall(r"manage\.py ([a-z]+)", document.read_text()))
        assert named <= commands | django, name(document)


def test_every_command_is_in_a_document() -> None:
    text = "\n".join(document.read_text() for document in documents())
    for path in tracked():
        if path.match("*/management/commands/[a-z]*.py"):
            assert re.search(rf"\b{path.stem}\b", text), path.stem


def test_every_target_that_a_document_names_is_in_the_makefile() -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    )
    for document in documents():
        blocks = re.findall(r"```sh\n(.*?)```", document.read_text(), re.DOTALL)
        named = set(re.findall(r"^make ([a-z-]+)", "\n".join(blocks), re.MULTILINE))
        assert named <= targets, name(document)


def test_decisions_are_short() -> None:
    for path in (ROOT / "docs" / "adr").glob("*.md"):
        assert len(path.read_text().splitlines()) <= 40, path.name


# --- Requirements ------------------------------------------------------------


@pytest.mark.parametrize(
    "listed",
    ["requirements.txt", "requirements-dev.txt", "requirements-parquet.txt"],
)
def test_requirements_are_pinned_hashed_and_name_no_place(listed: str) -> None:
    text = (ROOT / listed).read_text()
    packages = re.findall(
        r"^[A-Za-z0-9].*?(?=^[A-Za-z0-9#]|\Z)", text, re.DOTALL | re.MULTILINE
    )

    assert packages
    for package in packages:
        assert re.match(r"[\w.\-\[\]]+==\S+", package), package
        assert "--hash=sha256:" in package, package
    assert not re.search(r"://|--index|--find-links|--trusted", text)


def test_both_lists_pin_the_same_versions() -> None:
    def pins(listed: str) -> dict[str, str]:
        found = re.findall(
            r"^([\w.\-]+)==(\S+)", (ROOT / listed).read_text(), re.MULTILINE
        )
        return dict(found)

    product, everything = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {package: everything.get(package) for package in product} == product


# --- Files -------------------------------------------------------------------


def test_no_file_is_long() -> None:
    long = {
        name(path): len(path.read_text().splitlines())
        for path in tracked()
        if path.suffix in {".py", ".js", ".css", ".html"}
    }
    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    place = re.compile(r"/(?:root|home|Users)/\w|/work/|file:///")
    allowed = {"tests/test_repo.py"}
    found = [
        name(path)
        for path in tracked()
        if path.suffix in TEXT
        and name(path) not in allowed
        and place.search(path.read_text())
    ]
    assert found == []


def test_migrations_have_names() -> None:
    unnamed = [
        name(path) for path in tracked() if path.match("*/migrations/0*_auto_*.py")
    ]
    assert unnamed == []


def test_nobody_listens_to_signals() -> None:
    listening = re.compile(r"@receiver\(|\b(?:pre|post)_(?:save|delete)\.connect")
    found = [
        name(path)
        for path in tracked()
        if path.suffix == ".py"
        and not name(path).startswith("tests/")
        and listening.search(path.read_text())
    ]
    assert found == []
