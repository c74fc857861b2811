"""Figures in words, tables and pictures."""
