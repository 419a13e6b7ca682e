"""Most of these tests are not about how a PDF looks."""

import pytest

from daihoi.approvals.papers import frozen


@pytest.fixture(autouse=True)
def light_files(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few bytes, unless a test is marked ``real_files``."""
    if "real_files" not in request.fixturenames:
        monkeypatch.setattr(frozen, "printed_pdf", lambda paper, _profile: f"%PDF-1.4 {paper.file_title}".encode())  # fmt: skip
        monkeypatch.setattr(frozen, "write_official_word", lambda paper, _profile: f"PK {paper.file_title}".encode())  # fmt: skip


@pytest.fixture
def real_files() -> None:
    """Ask for this one to have papers really written."""
