"""Clients as the service's columns: rows, truths and weights, and what must not leak between
them."""
