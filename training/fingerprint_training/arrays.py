"""Names of the arrays and JSON values that pass between modules."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Integers = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]
# Of text: novelty levels, kinds of clients.
Words = npt.NDArray[np.str_]

Json = dict[str, Any]
# The truth of an observation by question, as its source states it.
Truth = dict[str, Any]
# A feature group's name, its first column and the one behind its last.
Span = tuple[str, int, int]
