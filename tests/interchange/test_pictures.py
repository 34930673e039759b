"""Pictures come with a package, under names that take no other picture's place."""

import hashlib

from quizzes.interchange.qti.reading import read_package
from tests.interchange.canvas import canvas, choice, equal, item, right
from tests.interchange.pictures import png


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def showing(*sources: str) -> str:
    images = "".join(f'<img src="{source}" alt="fig">' for source in sources)
    return item(
        "true_false_question", images, choice(["True", "False"]), right(equal(7000))
    )


def read(*sources: str, files: dict[str, bytes], known: dict[str, str] | None = None):
    found = read_package(canvas(showing(*sources), files=files), known=known or {})
    (quiz,) = found.quizzes
    notes = [note.text for note in quiz.notes]
    return quiz.document["questions"][0]["prompt"], found.pictures, notes


def test_a_picture_is_named_after_its_quiz():
    prompt, pictures, notes = read(
        "%24IMS-CC-FILEBASE%24/unfiled/my%20fig.png?canvas_download=1",
        files={"web_resources/unfiled/my fig.png": png()},
    )

    assert prompt == "![fig](quiz-1-my-fig.png)"
    assert pictures == {"quiz-1-my-fig.png": png()}
    assert notes == []


def test_what_the_course_has_under_that_name_keeps_it():
    prompt, _, _ = read(
        "$IMS-CC-FILEBASE$/fig.png",
        files={"web_resources/fig.png": png()},
        known={"fig.png": sha256(png())},
    )

    assert prompt == "![fig](fig.png)"


def test_another_picture_of_that_name_is_told_apart():
    _, pictures, _ = read(
        "$IMS-CC-FILEBASE$/a/fig.png",
        "$IMS-CC-FILEBASE$/b/fig.png",
        files={"web_resources/a/fig.png": png(1), "web_resources/b/fig.png": png(2)},
        known={"quiz-1-fig.png": sha256(png(3))},
    )

    assert pictures == {
        f"quiz-1-fig-{sha256(png(1))[:8]}.png": png(1),
        f"quiz-1-fig-{sha256(png(2))[:8]}.png": png(2),
    }


def test_what_is_missing_or_no_picture_is_told():
    prompt, pictures, notes = read(
        "$IMS-CC-FILEBASE$/gone.png",
        "https://elsewhere.example/x.png",
        "$IMS-CC-FILEBASE$/fig.svg",
        "$IMS-CC-FILEBASE$/../../etc/passwd",
        files={"web_resources/fig.svg": b"<svg/>"},
    )

    assert prompt == "figfigfigfig"
    assert not pictures
    assert notes == [
        "the picture gone.png is not in the file: left out",
        "the picture https://elsewhere.example/x.png is not in the file: left out",
        "the picture fig.svg is left out: It is no PNG, JPEG, GIF or WebP picture",
        "the picture etc/passwd is not in the file: left out",
    ]
