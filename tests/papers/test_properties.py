"""What a Word file says about itself goes out with it and is read again."""

from daihoi.papers.intake import check_upload
from daihoi.papers.outline import Outline
from daihoi.papers.properties import read_properties
from daihoi.papers.writing import write_word


def test_properties_travel_with_the_file() -> None:
    said = {"daihoi-ban": "12/3/7", "ghi chú": 'a < b & "c"'}
    content = write_word(Outline(()), properties=said)
    assert read_properties(check_upload(content, expected="docx")) == said


def test_a_file_without_properties_says_nothing() -> None:
    assert read_properties(check_upload(write_word(Outline(())), expected="docx")) == {}
