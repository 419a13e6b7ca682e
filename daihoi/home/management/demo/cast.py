"""The people of one cell by the names the demo's files use."""

from daihoi.accounts.models import User
from daihoi.congresses.models import Subcommittee, SubcommitteePost
from daihoi.organizations.models import OfficeKind, Organization, Person, Unit

Post = SubcommitteePost.Post


class Cast:
    """Persons by name, or "name (unit)" where two share it; who acts for whom."""

    def __init__(self, organization: Organization, subcommittee: Subcommittee) -> None:
        self.organization = organization
        self.units = {unit.name: unit for unit in organization.units.all()}
        self._people: dict[str, Person] = {}
        self._heads: dict[int, Person] = {}
        people = organization.people.select_related("unit", "user").prefetch_related("offices")
        for person in people:
            self._people[f"{person.full_name} ({person.unit})"] = person
            self._people[person.full_name] = person
            for office in person.offices.all():
                if office.kind == OfficeKind.UNIT_HEAD and office.unit_id:
                    self._heads[office.unit_id] = person
        posts = subcommittee.posts.select_related("person__user").order_by("pk")
        doers = {post.post: self.account(post.person) for post in reversed(posts)}
        self.head = doers[Post.HEAD]
        self.clerk = doers.get(Post.STAFF, self.head)

    def person(self, name: str) -> Person:
        return self._people[name]

    def account(self, person: Person) -> User:
        if person.user is None:
            raise ValueError(f"{person} has no account")
        return person.user

    def accounts(self) -> list[User]:
        return [person.user for person in set(self._people.values()) if person.user]

    def units_with_head(self) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.pk in self._heads]

    def head_of(self, unit: Unit) -> User:
        return self.account(self._heads[unit.pk])
