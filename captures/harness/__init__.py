"""Drives real HTTP clients against a recording server on loopback, and writes labelled rows.

Read in this order: `scenarios` (what a client is asked), `client` and `clients/` (who is asked, one
file a family), `server`, `connection`, `http1`, `http2` (what is recorded), `runner` (one client at
a time), `row` (labels), `report` (the file). `programs/` holds the little clients themselves.
"""
