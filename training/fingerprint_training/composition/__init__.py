"""Complete clients from partial observations.

No source holds all layers and the truth together for more than a few clients, so training composes
them: a TLS stack of a label with header fields of the same label (an honest client), or with those
of another (a client whose headers lie: the truth is the stack's). All parts come from the same
fold, so that no group is on both sides of a split.
"""
