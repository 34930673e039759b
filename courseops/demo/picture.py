"""The picture in one of the demo's questions: a training that overfits, as a PNG.

Pure: drawn from the curves themselves, with nothing but NumPy and zlib.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

NAME = "loss-curves.png"
HEIGHT, WIDTH, MARGIN = 260, 420, 24
EPOCHS, TURN = 40, 15
Pixels = NDArray[np.uint8]

_PAPER, _GRID, _AXIS = (255, 255, 255), (232, 230, 224), (90, 87, 78)
_TRAINING, _VALIDATION = (44, 69, 196), (176, 74, 18)


def loss_curves() -> bytes:
    """Return the picture: training falls, validation turns at epoch 15."""
    pixels = np.full((HEIGHT, WIDTH, 3), _PAPER, dtype=np.uint8)
    for share in np.linspace(0, 1, 5):
        pixels[_row(share)] = _GRID
        pixels[:, _column(EPOCHS * share)] = _GRID
    pixels[MARGIN : HEIGHT - MARGIN, MARGIN] = _AXIS
    pixels[HEIGHT - MARGIN, MARGIN : WIDTH - MARGIN] = _AXIS
    epochs = np.linspace(0, EPOCHS, 8 * WIDTH)
    training = 0.08 + 0.85 * np.exp(-epochs / 9)
    rise = np.maximum(0, epochs - TURN)
    validation = 0.22 + 0.72 * np.exp(-epochs / 6) + 0.0125 * rise
    _draw(pixels, epochs, training, _TRAINING)
    _draw(pixels, epochs, validation, _VALIDATION)
    return png(pixels)


def png(pixels: Pixels) -> bytes:
    """Return the file of an image of shape (height, width, 3)."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    # The first byte of a row says that it is stored as it is.
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _draw(
    pixels: Pixels,
    epochs: NDArray[np.float64],
    losses: NDArray[np.float64],
    colour: tuple[int, int, int],
) -> None:
    columns = [_column(epoch) for epoch in epochs]
    rows = [_row(loss) for loss in losses]
    for row, column in zip(rows, columns, strict=True):
        pixels[row - 1 : row + 2, column - 1 : column + 1] = colour


def _column(epoch: float) -> int:
    return MARGIN + round(epoch / EPOCHS * (WIDTH - 2 * MARGIN))


def _row(loss: float) -> int:
    return HEIGHT - MARGIN - round(loss * (HEIGHT - 2 * MARGIN))
