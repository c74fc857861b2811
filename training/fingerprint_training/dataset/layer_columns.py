"""What the models are given of an observation: its columns, group by group, as a key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fingerprint_training.arrays import Floats, Json
from fingerprint_training.service import Service, spans


@dataclass
class LayerColumns:
    rows: Floats
    spans: Mapping[str, slice]

    @classmethod
    def from_requests(cls, service: Service, requests: Sequence[Json]) -> "LayerColumns":
        places = {name: slice(start, end) for name, start, end in spans(service.schema())}
        return cls(service.features(requests), places)

    def key(self, index: int, groups: Sequence[str]) -> bytes | None:
        """None where the observation lacks one of the groups."""
        parts = [self.rows[index, self.spans[group]] for group in groups]
        if not all(part.any() for part in parts):
            return None
        return b"".join(part.tobytes() for part in parts)
