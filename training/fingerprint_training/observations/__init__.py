"""What the sources recorded: read, cleaned and grouped. Knows no column."""
