"""Words stay words: nothing that people write is ever read as a program."""

import json

import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from daihoi.papers.typesetting.program import literal
from daihoi.papers.typesetting.words import clean


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet='\\"#nut{}0041\n$/*', max_size=40))
@example("\\")
@example('\\"')
@example('"); panic("')
@example("\\u{41}\\n\\t")
@example("a\r\nb // c /* d")
def test_a_literal_says_the_cleaned_words_and_nothing_else(text: str) -> None:
    program = f"#metadata({literal(clean(text))}) <said>"
    said = typst.query(program.encode(), "<said>", field="value")
    assert json.loads(said) == [clean(text)]
