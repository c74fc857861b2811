"""Starts a command: `python -m fingerprint_training COMMAND`."""

from fingerprint_training.cli import main

main()
