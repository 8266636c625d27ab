"""The arrays that pictures are worked on as; imported for types only."""

from typing import Any

from numpy.typing import NDArray

Pixels = NDArray[Any]
"""A picture of bytes (height, width, 3) in the order blue, green, red, or (height, width) in grey."""

Points = NDArray[Any]
"""Corners of quadrilaterals, (n, 4, 2), in pixels, clockwise from the top left of the text in it."""
