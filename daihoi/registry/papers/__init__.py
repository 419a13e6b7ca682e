"""Reads become files: papers, books, dossiers."""
