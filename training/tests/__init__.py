"""Tests of the training pipeline: `make test-training`."""
