"""Refusals with their source: never empty brackets where no text says it."""

from daihoi.elections.queries.law import kept
from daihoi.elections.queries.refusals import refusal, with_source
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.people import Person, may_be_teller


def test_a_rule_no_text_says_bears_its_mark_and_no_empty_brackets() -> None:
    answer = may_be_teller(Person("An"), slate=["An"], rules=rule_set("vn-trade-union"))
    assert not answer.articles
    said = with_source(kept(answer))
    assert "()" not in said
    assert "chưa có nguồn xác nhận" in said
    assert str(refusal(answer)) == said


def test_a_rule_of_a_text_names_it() -> None:
    answer = may_be_teller(Person("An"), slate=["An"], rules=rule_set("vn-party-2014"))
    assert with_source(kept(answer)).endswith("244-QĐ/TW, 9-6-2014, Điều 7)")


def test_words_alone_stand_alone() -> None:
    assert with_source({"words": "Không.", "articles": [], "unconfirmed": []}) == "Không."
