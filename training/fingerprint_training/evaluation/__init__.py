"""The figures: of models out of fold, of verdicts, and of what the evidence allows at all."""
