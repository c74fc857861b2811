"""The network, its training, its held-out answers and its files."""
