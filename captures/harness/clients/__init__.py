"""One file for each family of clients; its `clients(tools)` says what it drives."""
