"""Papers while they are written: who begins, reads, fills, changes and signs them."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.papers.fields import Box, parse_blocks
from daihoi.papers.outline import plain
from daihoi.registry.actions import papers as actions
from daihoi.registry.models import Paper
from daihoi.registry.queries import papers as queries
from daihoi.registry.queries.filling import official_paper, template_of
from daihoi.registry.queries.signers import signer_choices
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import on, user_of
from tests.factories import UserFactory, grant
from tests.registry.writing import Writing, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def door(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# -- beginning -----------------------------------------------------------------------------------


def test_a_paper_begins_as_its_template(office: Writing) -> None:
    paper = office.make("DCBC", subcommittee=office.body, actor=user_of(office.head))
    assert template_of(paper) == skeletons()["DCBC"]
    assert paper.subject.startswith("Đề cương báo cáo chính trị trình Đại hội Chi bộ Cục Thử")
    assert (paper.draft, paper.revision, paper.values, paper.body) == (1, 1, {}, None)
    entry = Entry.objects.get(action="registry.make_paper")
    assert entry.after["kind"] == "DCBC"


def test_the_secretariat_drafts_what_the_congress_issues_and_nothing_else(office: Writing) -> None:
    """B6: it drafts conclusions and the resolution; the committee's papers are not its own."""
    user = grant(Role.CONGRESS_SECRETARIAT, office.congress, user_of(office.one))
    paper = office.make("NQDH", actor=user)
    actions.fill_fields(paper, {"đánh giá nhiệm kỳ": "Tốt."}, revision=paper.revision, actor=user)
    page = queries.paper_page(paper.pk, viewer=user)
    assert (page.can.write, page.can.issue) == (True, False)
    plan = office.make("KHDH")
    with pytest.raises(NotPermitted):
        office.make("KHDH", actor=user)
    with pytest.raises(NotPermitted):
        actions.raise_draft(plan, actor=user)
    with pytest.raises(NotFound):
        queries.get_paper(plan.pk, viewer=user)
    with pytest.raises(NotFound):  # ballots bear names
        office.make("PBAU", actor=user)
    assert list(queries.papers_seen(office.congress, viewer=user)) == [paper]


def test_a_member_drafts_nothing_of_the_congress(office: Writing) -> None:
    paper = office.make("NQDH")
    with pytest.raises(NotPermitted):
        office.make("BBDH", actor=user_of(office.one))
    with pytest.raises(NotFound):
        queries.get_paper(paper.pk, viewer=user_of(office.one))


def test_a_body_writes_its_own_papers_and_none_of_the_committee(office: Writing) -> None:
    with pytest.raises(NotPermitted):
        office.make("KHDH", actor=user_of(office.head))
    with pytest.raises(NotPermitted):
        office.make("KHDH", actor=user_of(office.one))
    with pytest.raises(NotFound):
        office.make("KHDH", actor=UserFactory.create())
    assert not Paper.objects.exists()


def test_a_template_with_an_unknown_field_makes_no_paper(office: Writing) -> None:
    broken = actions.paper_of({Box.BLOCKS: "Họp {{chi bo}}"}, skeletons()["KHDH"])
    with pytest.raises(RuleBroken, match="gần nhất là “chi bộ”") as refusal:
        office.make("KHDH", template=broken)
    assert "Nội dung, đoạn 1" in refusal.value.message


def test_what_comes_in_is_not_written_here(office: Writing) -> None:
    with pytest.raises(NotFound):
        office.make("TBKL", template=skeletons()["KHDH"])


# -- personnel (S41) -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["DANS", "DSTN", "PBAU"])
def test_papers_on_personnel_are_for_their_body_and_the_committee(
    office: Writing, code: str
) -> None:
    keeper = user_of(office.keeper)
    paper = office.make(code, subcommittee=office.personnel, actor=keeper)
    readers = [office.boss, keeper]
    others = [user_of(office.head), user_of(office.one), user_of(office.staff)]
    others += [grant(Role.ADMINISTRATOR, office.cell), grant(Role.SUPERIOR, office.cell)]
    for user in readers:
        assert queries.get_paper(paper.pk, viewer=user) == paper
        assert paper in queries.papers_seen(office.congress, viewer=user)
    for user in others:
        with pytest.raises(NotFound):
            queries.get_paper(paper.pk, viewer=user)
        assert paper not in queries.papers_seen(office.congress, viewer=user)
        for name in ("paper_detail", "paper_fill", "paper_edit", "paper_word", "paper_pdf"):
            assert door(user).get(reverse(f"registry:{name}", args=[paper.pk])).status_code == 404


def test_the_documents_body_begins_no_paper_on_personnel(office: Writing) -> None:
    with pytest.raises(NotFound):
        office.make("DANS", subcommittee=office.body, actor=user_of(office.head))


def test_any_paper_of_the_personnel_body_is_restricted(office: Writing) -> None:
    keeper = user_of(office.keeper)
    paper = office.make("PCNV", subcommittee=office.personnel, actor=keeper)
    with pytest.raises(NotFound):
        queries.get_paper(paper.pk, viewer=user_of(office.head))


def test_a_secret_paper_is_read_by_the_committee_and_the_body_that_writes_it(
    office: Writing,
) -> None:
    head = user_of(office.head)
    paper = office.make("DCBC", subcommittee=office.body, actor=head)
    other = user_of(office.keeper)  # of another body, but it reads what is restricted
    assert queries.get_paper(paper.pk, viewer=user_of(office.staff)) == paper
    secret = actions.set_form(paper, {"secrecy": "MẬT"}, revision=1, actor=head)
    issued(secret, office.boss)
    for user in (head, office.boss, other):
        assert queries.get_paper(paper.pk, viewer=user) == paper
        assert paper in queries.papers_seen(office.congress, viewer=user)
    member = user_of(office.one)
    with pytest.raises(NotFound):
        queries.get_paper(paper.pk, viewer=member)
    assert paper not in queries.papers_seen(office.congress, viewer=member)


# -- reading drafts ------------------------------------------------------------------------------


def test_a_member_reads_what_is_issued_and_no_draft(office: Writing) -> None:
    paper, member = office.make(), user_of(office.one)
    with pytest.raises(NotFound):
        queries.get_paper(paper.pk, viewer=member)
    assert queries.get_paper(paper.pk, viewer=user_of(office.head)) == paper
    issued(paper, office.boss)
    assert queries.get_paper(paper.pk, viewer=user_of(office.one)) == paper


def test_another_organization_finds_nothing(office: Writing) -> None:
    paper = office.make()
    user = grant(Role.SECRETARY, office.cell.parent)
    with pytest.raises(NotFound):
        queries.get_paper(paper.pk, viewer=user)


# -- filling and changing ------------------------------------------------------------------------


def test_filling_keeps_what_was_typed_and_an_empty_text_takes_it_back(office: Writing) -> None:
    paper = office.make()
    filled = actions.fill_fields(
        paper, {"Địa điểm  đại hội": " Hội trường "}, revision=1, actor=office.boss
    )
    assert (filled.values, filled.revision) == ({"địa điểm đại hội": "Hội trường"}, 2)
    emptied = actions.fill_fields(paper, {"địa điểm đại hội": ""}, revision=2, actor=office.boss)
    assert emptied.values == {}


def test_two_who_fill_at_once_are_told(office: Writing) -> None:
    paper = office.make()
    actions.fill_fields(paper, {"khách mời": "A"}, revision=1, actor=office.boss)
    with pytest.raises(Conflict) as refusal:
        actions.fill_fields(paper, {"khách mời": "B"}, revision=1, actor=office.boss)
    assert refusal.value.code == "outdated"
    assert Paper.objects.get(pk=paper.pk).values == {"khách mời": "A"}


def test_the_page_of_a_conflict_shows_both_texts_and_the_next_save_stands(office: Writing) -> None:
    paper, client = office.make(), door(office.boss)
    url = reverse("registry:paper_edit", args=[paper.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    actions.edit_texts(paper, {Box.SUBJECT: "Của người khác"}, revision=1, actor=office.boss)
    answer = client.post(url, {**data, "subject": "Của tôi"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Của tôi" in page
    assert "Đang lưu: Của người khác" in page
    again = {**data, "subject": "Của tôi", "revision": answer.context["form"].data["revision"]}
    assert client.post(url, again).status_code == 302
    assert plain(template_of(Paper.objects.get(pk=paper.pk)).subject) == "Của tôi"


def test_changed_texts_keep_the_boxes_that_nobody_touched(office: Writing) -> None:
    paper = office.make("BCCT")
    made = actions.edit_texts(
        paper, {Box.BLOCKS: "# I. MỘT\nĐoạn {{chi bộ}}"}, revision=1, actor=office.boss
    )
    new, old = template_of(made), skeletons()["BCCT"]
    assert [block.text for block in new.blocks] == ["I. MỘT", "Đoạn {{chi bộ}}"]
    assert (new.annexes, new.signatures, new.bases) == (old.annexes, old.signatures, old.bases)
    entry = Entry.objects.get(action="registry.edit_texts")
    assert set(entry.after) == {"blocks"}


def test_a_wrong_field_in_a_changed_text_is_refused_with_its_place(office: Writing) -> None:
    paper = office.make()
    with pytest.raises(RuleBroken, match="Nội dung, đoạn 2: Không có trường “nhiem ky”"):
        actions.edit_texts(paper, {Box.BLOCKS: "Một\n{{nhiem ky}}"}, revision=1, actor=office.boss)


def test_what_is_issued_is_not_changed(office: Writing) -> None:
    paper = issued(office.make(), office.boss)
    changes = [
        lambda: actions.fill_fields(paper, {"khách mời": "A"}, revision=1, actor=office.boss),
        lambda: actions.edit_texts(paper, {Box.SUBJECT: "x"}, revision=1, actor=office.boss),
        lambda: actions.set_form(paper, {"secrecy": "MẬT"}, revision=1, actor=office.boss),
        lambda: actions.raise_draft(paper, actor=office.boss),
        lambda: actions.remove_paper(paper, actor=office.boss),
    ]
    for change in changes:
        with pytest.raises(Conflict) as refusal:
            change()
        assert refusal.value.code == "already_issued"


def test_the_draft_goes_up_and_then_the_paper_stays(office: Writing) -> None:
    paper = office.make()
    assert actions.raise_draft(paper, actor=office.boss).draft == 2
    with pytest.raises(RuleBroken):
        actions.remove_paper(paper, actor=office.boss)
    other = office.make()
    actions.remove_paper(other, actor=office.boss)
    assert not Paper.objects.filter(pk=other.pk).exists()


def test_the_form_around_the_text(office: Writing) -> None:
    paper = office.make()
    values = {"profile": "party-2026", "secrecy": "MẬT", "urgency": "KHẨN", "landscape": True}
    made = actions.set_form(paper, values, revision=1, actor=office.boss)
    official = official_paper(made)
    assert (official.secrecy, official.urgency, official.landscape) == ("MẬT", "KHẨN", True)
    assert made.profile == "party-2026"
    with pytest.raises(NotFound):
        actions.set_form(made, {"profile": "no-such"}, revision=2, actor=office.boss)


# -- who signs -----------------------------------------------------------------------------------


def test_the_deputy_signs_in_place_of_the_secretary(office: Writing) -> None:
    paper = office.make()
    choices = {choice.label: choice.key for choice in signer_choices(paper)}
    assert list(choices) == [
        "Lê Thị Bí Thư: T/M CHI ỦY, BÍ THƯ",
        "Đặng Văn Phó: T/M CHI ỦY, PHÓ BÍ THƯ",
        "Đặng Văn Phó: T/M CHI ỦY, K/T BÍ THƯ, PHÓ BÍ THƯ",
    ]
    key = choices["Đặng Văn Phó: T/M CHI ỦY, K/T BÍ THƯ, PHÓ BÍ THƯ"]
    signed = actions.choose_signer(paper, key, revision=1, actor=office.boss)
    [signature] = official_paper(signed).signatures
    assert [plain(line) for line in signature.authority] == ["T/M CHI ỦY", "K/T BÍ THƯ"]
    assert plain(signature.name) == "Đặng Văn Phó"
    with pytest.raises(NotFound):
        actions.choose_signer(paper, "0", revision=2, actor=office.boss)


def test_the_head_of_a_body_signs_directly(office: Writing) -> None:
    paper = office.make("DCBC", subcommittee=office.body)
    assert [c.label for c in signer_choices(paper)] == ["Trần Văn Trưởng: TRƯỞNG TIỂU BAN"]
    assert signer_choices(office.make("BBSH")) == []


# -- depositing ----------------------------------------------------------------------------------


def deposit(
    office: Writing, text: str, source: str = "documents.document:1", code: str = "BCCT"
) -> Paper:
    return actions.deposit(
        office.congress,
        CATALOGUE[code],
        parse_blocks(text),
        source=source,
        source_label=f"{source}, bản",
        subcommittee=office.body,
        actor=user_of(office.head),
    )


def test_a_deposited_text_stands_in_the_head_and_signature_of_its_kind(office: Writing) -> None:
    paper = deposit(office, "# Phần thứ nhất\nĐoạn một")
    official = official_paper(paper)
    assert [block.text for block in official.blocks] == ["Phần thứ nhất", "Đoạn một"]
    assert plain(official.type_name) == "BÁO CÁO CHÍNH TRỊ"
    assert official.annexes == ()
    assert official.gaps == ()
    again = deposit(office, "# Phần thứ nhất\nĐoạn hai")
    assert again.pk == paper.pk
    assert [block.text for block in official_paper(again).blocks][1] == "Đoạn hai"


def test_a_text_goes_into_the_paper_that_was_begun_for_it(office: Writing) -> None:
    begun = office.make("BCCT", subcommittee=office.body)
    assert deposit(office, "Đoạn").pk == begun.pk


def test_each_speech_has_a_paper_of_its_own(office: Writing) -> None:
    one = deposit(office, "Một", "documents.document:1", "TLUN")
    two = deposit(office, "Hai", "documents.document:2", "TLUN")
    assert one.pk != two.pk


def test_what_was_issued_is_not_replaced(office: Writing) -> None:
    paper = issued(deposit(office, "Một"), office.boss)
    other = deposit(office, "Hai")
    assert other.pk != paper.pk
    assert official_paper(paper, is_issued=True).blocks[0].text == "Một"


def test_the_opinion_table_stands_at_its_field(office: Writing) -> None:
    paper = deposit(office, "| a | b |", "documents.table:1", "BTYK")
    texts = [block.text for block in official_paper(paper).blocks]
    assert texts[-1] == "a\tb"
    assert texts[0].startswith("Ý kiến góp ý vào dự thảo văn kiện Đại hội")


# -- pages ---------------------------------------------------------------------------------------


def test_a_paper_is_made_filled_and_taken_as_files(office: Writing) -> None:
    client = door(office.boss)
    make = reverse("registry:paper_make", args=[office.congress.pk, "GMOI"])
    assert "Giấy mời · có sẵn" in client.get(make).content.decode()
    client.post(make, {"template": "co-san", "body": ""})
    paper = Paper.objects.get()
    page = client.get(reverse("registry:paper_detail", args=[paper.pk])).content.decode()
    assert re.search(r'<a class="gap" href="[^"]*#id_f\d">\[địa điểm đại hội\]</a>', page)
    fill = reverse("registry:paper_fill", args=[paper.pk])
    form = client.get(fill).context["form"]
    data = {name: "Đã điền" for name in form.fields if name != "revision"}
    answer = client.post(fill, {**data, "revision": paper.revision})
    assert answer.status_code == 302
    page = client.get(reverse("registry:paper_detail", args=[paper.pk])).content.decode()
    assert "đủ nội dung" in page
    assert 'class="gap"' not in page
    word = client.get(reverse("registry:paper_word", args=[paper.pk]))
    pdf = client.get(reverse("registry:paper_pdf", args=[paper.pk]))
    assert word.content[:2] == b"PK"
    assert pdf.content[:5] == b"%PDF-"
    client.post(reverse("registry:paper_redraft", args=[paper.pk]))
    sign = reverse("registry:paper_sign", args=[paper.pk])
    paper = Paper.objects.get()
    key = signer_choices(paper)[1].key
    client.post(sign, {"signer": key, "revision": paper.revision})
    layout = reverse("registry:paper_layout", args=[paper.pk])
    assert client.get(layout).status_code == 200
    answer = client.post(
        layout, {"profile": "", "dated_on": "2/4/2020", "revision": Paper.objects.get().revision}
    )
    assert answer.status_code == 302
    official = official_paper(Paper.objects.get())
    assert plain(official.place_and_date) == "Lạng Sơn, ngày 02 tháng 4 năm 2020"
    assert plain(official.signatures[0].position) == "PHÓ BÍ THƯ"
    assert official.draft == 2


def test_boxes_to_fill_show_how_their_words_look(office: Writing) -> None:
    client = door(office.boss)
    paper = office.make("NQDH")
    page = client.get(reverse("registry:paper_fill", args=[paper.pk])).content.decode()
    form = client.get(reverse("registry:paper_fill", args=[paper.pk])).context["form"]
    shown = {str(field.label): field for field in form.fields.values()}
    votes = shown["Số đồng ý nghị quyết"]
    assert (str(votes.help_text), votes.widget.input_type) == ("Ví dụ: 28", "text")
    assert not hasattr(shown["Kết quả bầu cử"].widget, "input_type")  # several lines
    assert "Ví dụ: ngày 03 tháng 4 năm 2020" in page


def test_votes_beyond_who_came_are_told_and_not_issued(office: Writing) -> None:
    client = door(office.boss)
    paper = office.make("NQDH")
    form = client.get(reverse("registry:paper_fill", args=[paper.pk])).context["form"]
    data = {name: "Đã điền" for name in form.fields if name != "revision"}
    for name, field in form.fields.items():
        if str(field.label) in {"Số đảng viên dự đại hội", "Số đồng ý nghị quyết"}:
            data[name] = {"Số đảng viên dự đại hội": "36"}.get(str(field.label), "37")
    fill = reverse("registry:paper_fill", args=[paper.pk])
    client.post(fill, {**data, "revision": paper.revision})
    told = "Số đồng ý nghị quyết 37: nhiều hơn số đảng viên dự đại hội 36."
    page = client.get(reverse("registry:paper_detail", args=[paper.pk])).content.decode()
    assert told in page
    issue = reverse("registry:paper_issue", args=[paper.pk])
    page = client.get(issue).content.decode()
    assert told in page
    assert re.search(r'<button[^>]*type="submit" disabled>Ban hành</button>', page)
    answer = client.post(issue, {"dated_on": "26/3/2020", "type": "NQ", "series": "congress"})
    assert "không khớp nhau" in answer.content.decode()
    assert not office.congress.register_entries.exists()


def test_a_member_finds_no_way_to_write(office: Writing) -> None:
    client = door(user_of(office.one))
    make = reverse("registry:paper_make", args=[office.congress.pk, "GMOI"])
    assert client.get(make).status_code == 404
    page = client.get(reverse("registry:paper_list", args=[office.congress.pk])).content.decode()
    assert make not in page


# -- found -----------------------------------------------------------------------------------------


def found(user: User, words: str) -> str:
    return door(user).get(reverse("home:search"), {"q": words}).content.decode()


def test_drafts_are_found_by_those_who_read_them(office: Writing) -> None:
    plan = office.make("KHDH")
    staffing = office.make("DANS", subcommittee=office.personnel, actor=user_of(office.keeper))
    links = {each: reverse("registry:paper_detail", args=[each.pk]) for each in (plan, staffing)}
    shown = found(office.boss, "ke hoach to chuc")
    assert links[plan] in shown
    assert "dự thảo lần 1" in shown
    assert links[staffing] in found(office.boss, "đề án nhân sự")
    assert links[staffing] in found(user_of(office.keeper), "đề án nhân sự")
    # Those of another body write papers, but read none on personnel; members read no drafts.
    assert links[plan] in found(user_of(office.head), "ke hoach to chuc")
    assert links[staffing] not in found(user_of(office.head), "đề án nhân sự")
    assert links[plan] not in found(user_of(office.one), "ke hoach to chuc")
    issued(plan, office.boss)
    assert links[plan] not in found(office.boss, "ke hoach to chuc")


def test_the_button_pressed_twice_makes_one_paper(office: Writing, client: Client) -> None:
    client.force_login(office.boss)
    url = reverse("registry:paper_make", args=[office.congress.pk, "KHDH"])
    data = client.get(url).context["form"].initial
    first, second = client.post(url, data), client.post(url, data)
    assert first["Location"] == second["Location"]
    assert Paper.objects.count() == 1
    assert Entry.objects.filter(action="registry.make_paper").count() == 1
    again = client.get(url).context["form"].initial
    assert client.post(url, again)["Location"] != first["Location"]
    assert Paper.objects.count() == 2
    other = reverse("registry:paper_make", args=[office.congress.pk, "GMOI"])
    assert client.post(other, data).status_code == 422
    assert Paper.objects.count() == 2
