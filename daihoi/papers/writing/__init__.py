"""Papers become .docx files: ``package`` zips the parts, ``body`` says the words, ``styles`` the look."""

from daihoi.papers.writing.look import Look
from daihoi.papers.writing.official import write_official_word
from daihoi.papers.writing.package import write_word

__all__ = ["Look", "write_official_word", "write_word"]
