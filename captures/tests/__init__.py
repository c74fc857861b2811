"""Tests of the capture harness: `make test-captures`."""
