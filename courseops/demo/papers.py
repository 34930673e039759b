"""The demo's papers and code: a page of PDF and a small zip, the same for the same words.

Pure. Nothing in them tells who wrote them, for peers review them.
"""

import io
import textwrap
import zipfile
from collections.abc import Sequence

_COLUMN = 84
_PAGE = "[0 0 595 842]"
_TRAIN = '''"""Trains the model of the report: python train.py --seed {seed}."""

import argparse

LAYERS, WIDTH, EPOCHS = {layers}, {width}, 40


def main(seed: int) -> None:
    print(f"seed {{seed}}: {{LAYERS}} layers of {{WIDTH}}, {{EPOCHS}} epochs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default={seed})
    main(parser.parse_args().seed)
'''
_SAME_DAY = (2025, 1, 1, 0, 0, 0)


def pdf(*, title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a PDF of one page: *title* and *paragraphs*, which are ASCII."""
    lines = [("/F2 16", 22, line) for line in textwrap.wrap(title, 52)]
    for paragraph in paragraphs:
        lines.append(("/F1 11", 10, ""))
        lines += [("/F1 11", 15, line) for line in textwrap.wrap(paragraph, _COLUMN)]
    shown = [
        f"{font} Tf 0 -{down} Td ({_escaped(line)}) Tj" for font, down, line in lines
    ]
    page = "\n".join(["BT", "64 780 Td", *shown, "ET"])
    return _of_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {_PAGE} /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    )


def code(*, seed: int, layers: int, width: int) -> bytes:
    """Return a zip with the code of a report."""
    made = io.BytesIO()
    files = {
        "train.py": _TRAIN.format(seed=seed, layers=layers, width=width),
        "README.md": f"Run `python train.py --seed {seed}`; the data are not included.\n",
    }
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=_SAME_DAY), text)
    return made.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _of_objects(*objects: str) -> bytes:
    """Return a file of numbered objects, with the table of where each begins."""
    made, begins = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        begins.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    size, table = len(objects) + 1, len(made)
    made += f"xref\n0 {size}\n0000000000 65535 f \n"
    made += "".join(f"{begin:010} 00000 n \n" for begin in begins)
    made += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    return made.encode("ascii")
