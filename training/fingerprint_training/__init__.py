"""Trains and measures the models of fingerprint-api.

Read in this order: `observations` (rows of the sources), `composition` (complete clients made of
them), `dataset` (clients as the service's columns), `model` (the network), `calibration`,
`evaluation`, `report` (cards and tables). `commands` holds what a person starts; each package uses
only those before it. `service` alone starts the service's binary, `paths` alone knows the checkout.
"""

import os

# Threads of the linear algebra change the order of sums; fixed before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
