import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.revisions import Copy, Edit, apply, merge, read_returned
from tests.papers.revisions.tracked_files import Script, blocks, scripts, texts
from tests.papers.word_files import p, r, word


@given(scripts)
@settings(max_examples=60)
def test_all_edits_of_a_copy_give_its_text_and_none_give_the_base(script: Script) -> None:
    base = blocks(*script.old)
    returned = read_returned(script.file, base)
    assert texts(returned.blocks) == script.new
    assert texts(apply(base, returned.edits)) == script.new
    assert apply(base, ()) == base
    assert not any(edit.hand.author == "" for edit in returned.edits)


@given(scripts, st.randoms())
@settings(max_examples=40)
def test_order_of_edits_never_matters_and_any_of_them_may_be_left_out(
    script: Script, randoms: random.Random
) -> None:
    base = blocks(*script.old)
    edits = list(read_returned(script.file, base).edits)
    chosen = [edit for edit in edits if randoms.random() < 0.5]
    made = apply(base, chosen, make_key=lambda: "new")
    randoms.shuffle(chosen)
    assert apply(base, chosen, make_key=lambda: "new") == made
    kept = [block.key for block in made if block.key != "new"]
    assert len(set(kept)) == len(kept)


@given(scripts)
@settings(max_examples=40)
def test_edits_survive_being_kept_as_plain_values(script: Script) -> None:
    for edit in read_returned(script.file, blocks(*script.old)).edits:
        assert Edit.from_json(edit.to_json()) == edit


@given(scripts)
@settings(max_examples=40)
def test_one_copy_merged_alone_and_taken_whole_gives_its_text(script: Script) -> None:
    base = blocks(*script.old)
    review = merge(base, [Copy("A", read_returned(script.file, base).edits)])
    assert not any(place.is_collision for place in review.places)
    assert texts(apply(base, review.chosen(list(review.alternatives)))) == script.new


@given(scripts, scripts)
@settings(max_examples=60)
def test_copy_of_any_other_base_still_gives_its_text(script: Script, other: Script) -> None:
    """What was not tracked is found by comparing; only white space may differ."""
    base = blocks(*other.old)
    returned = read_returned(script.file, base)
    made = ["".join(text.split()) for text in texts(apply(base, returned.edits))]
    assert made == ["".join(text.split()) for text in script.new]


@st.composite
def rewrapped(draw: st.DrawFn) -> tuple[list[str], bytes]:
    """Paragraphs without a word twice, and a file where one was cut or several made one."""
    sizes = draw(st.lists(st.integers(2, 12), min_size=1, max_size=5))
    numbers = iter(range(sum(sizes)))
    paragraphs = [[f"từ{next(numbers)}" for _ in range(size)] for size in sizes]
    at = draw(st.integers(0, len(sizes) - 1))
    last = draw(st.integers(at, min(at + 2, len(sizes) - 1)))
    words = [each for paragraph in paragraphs[at : last + 1] for each in paragraph]
    cuts = draw(st.sets(st.integers(1, len(words) - 1), max_size=3)) if at == last else set()
    ends = [0, *sorted(cuts), len(words)]
    pieces = [" ".join(words[start:end]) for start, end in pairwise(ends)]
    found = [(" ".join(words), [f"k{n}"]) for n, words in enumerate(paragraphs)]
    keys = [f"k{n}" for n in range(at, last + 1)]
    found[at : last + 1] = [(text, [] if n else keys) for n, text in enumerate(pieces)]
    body = "".join(
        p("".join(f'<w:bookmarkStart w:id="1" w:name="_dh_{key}"/>' for key in named) + r(text))
        for text, named in found
    )
    return [" ".join(words) for words in paragraphs], word(body)


@given(rewrapped(), st.randoms())
@settings(max_examples=80)
def test_paragraphs_cut_or_joined_without_tracking_never_lose_or_double_a_word(
    made: tuple[list[str], bytes], randoms: random.Random
) -> None:
    old, file = made
    base = blocks(*old)
    returned = read_returned(file, base)
    assert texts(apply(base, returned.edits)) == texts(returned.blocks)
    assert all(edit.old.split() == edit.new.split() for edit in returned.edits)
    chosen = [edit for edit in returned.edits if randoms.random() < 0.5]
    assert " ".join(texts(apply(base, chosen))).split() == " ".join(old).split()
