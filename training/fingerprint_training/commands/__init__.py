"""What a person starts: one module a command, by the name that `cli` gives it."""
