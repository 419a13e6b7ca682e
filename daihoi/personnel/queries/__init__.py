"""One module a noun; each is told who looks."""
