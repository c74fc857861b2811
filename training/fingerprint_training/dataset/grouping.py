"""Groups of rows that are right or wrong together, by number."""

from collections.abc import Sequence

import numpy as np

from fingerprint_training.arrays import Integers


def group_numbers(names: Sequence[tuple[str, ...]]) -> Integers:
    """A row may belong to one group by its stack and to another by its headers: each column is one
    way of grouping."""
    columns = np.array(names).T
    return np.stack([np.unique(way, return_inverse=True)[1].ravel() for way in columns], axis=1)
