"""Where two records of one person meet in a congress, and what is kept about her there."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.congresses.models import Acknowledgement, SubcommitteePost, Task
from daihoi.organizations.models import Person


def posts_together(old: Person, new: Person) -> list[tuple[SubcommitteePost, SubcommitteePost]]:
    """Pairs of the same post in one subcommittee with a day in common."""
    return [(theirs, own) for theirs, own in _meeting(old, new) if theirs.post == own.post]


def post_clashes(old: Person, new: Person) -> list[str]:
    """Two different posts in one subcommittee at once."""
    return [
        _(
            "Ở %(body)s, hai bản ghi cùng lúc là “%(one)s” và “%(two)s”."
            " Hãy cho thôi một nhiệm vụ rồi gộp."
        )
        % {
            "body": own.subcommittee,
            "one": own.get_post_display(),
            "two": theirs.get_post_display(),
        }
        for theirs, own in _meeting(old, new)
        if theirs.post != own.post
    ]


def about(person: Person) -> Iterator[Table]:
    """Posts in subcommittees, tasks and what was taken note of."""
    posts = person.posts.select_related("subcommittee").order_by("starts_on", "pk")
    yield Table(
        _("Nhiệm vụ ở tiểu ban"),
        (_("Tiểu ban"), _("Nhiệm vụ"), _("Từ ngày"), _("Đến ngày")),
        [(str(p.subcommittee), p.get_post_display(), p.starts_on, p.ends_on) for p in posts],
        order=310,
    )
    tasks = Task.objects.filter(person=person).order_by("given_on", "pk")
    yield Table(
        _("Công việc được giao riêng"),
        (_("Công việc"), _("Ngày giao"), _("Hạn"), _("Tình trạng")),
        [(task.title, task.given_on, task.due_on, task.get_state_display()) for task in tasks],
        order=320,
    )
    noted = Acknowledgement.objects.filter(person=person).select_related("task").order_by("pk")
    yield Table(
        _("Yêu cầu chung đã xác nhận"),
        (_("Yêu cầu"), _("Lúc")),
        [(each.task.title, each.acknowledged_at) for each in noted],
        order=330,
    )


def _meeting(old: Person, new: Person) -> Iterator[tuple[SubcommitteePost, SubcommitteePost]]:
    own = list(new.posts.select_related("subcommittee"))
    for theirs in old.posts.select_related("subcommittee"):
        for mine in own:
            together = mine.subcommittee_id == theirs.subcommittee_id
            if together and _last(mine) >= theirs.starts_on and _last(theirs) >= mine.starts_on:
                yield theirs, mine


def _last(post: SubcommitteePost) -> date:
    return post.ends_on or date.max
