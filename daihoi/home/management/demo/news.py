"""The page of the cell, its news, and what its propaganda plan says."""

from functools import partial
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress
from daihoi.files.pictures import taken
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.home.management.demo.sources import read_bytes
from daihoi.news.actions import articles, photos, propaganda, review, sites
from daihoi.news.models import Article, PropagandaItem
from daihoi.news.queries.desk import Desk
from daihoi.registry.queries.boilerplate import passages
from daihoi.vietnamese.dates import DateStyle


class NewsStory:
    """Who wrote, checked and published what; the secretary publishes."""

    def __init__(
        self, congress: Congress, told: dict[str, Any], cast: Cast, secretary: User
    ) -> None:
        self._congress = congress
        self._told = told
        self._cast = cast
        self._secretary = secretary
        self._made: dict[str, Article] = {}

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        calendar.add(told["site"]["at"], self._open_site)
        for each in told["articles"]:
            calendar.add(each["written_at"], partial(self._write, each))
            for moment, action, who in (
                ("submitted_at", review.submit_article, each["writer"]),
                ("checked_at", review.check_article, each["checker"]),
                ("published_at", review.publish_article, None),
            ):
                calendar.add(each[moment], partial(self._move, each["title"], action, who))
        calendar.add(told["import"]["at"], self._import)
        for each in told["items"]:
            calendar.add(each["at"], partial(self._plan, each))
            if "done_at" in each:
                calendar.add(each["done_at"], partial(self._log, each))

    def _open_site(self) -> None:
        told = self._told["site"]
        values = {name: told[name] for name in ("slug", "title", "introduction", "section")}
        values["date_style"] = DateStyle.SLASHED.value
        site = sites.set_site(self._congress.organization, values, actor=self._secretary)
        sites.open_site(site, actor=self._secretary)

    def _write(self, told: dict[str, Any]) -> None:
        writer = self._actor(told["writer"])
        texts = {name: told[name] for name in ("title", "lead", "body")}
        desk = Desk(self._congress.organization)
        made = articles.start_article(desk, told["kind"], texts, actor=writer)
        for purpose in told.get("passages", ()):
            chosen = passages(self._congress.organization, purpose)[0]
            articles.add_passage(made, chosen, actor=writer)
        if "photo" in told:
            photo = told["photo"]
            photos.add_photo(
                made,
                taken(read_bytes(photo["file"]), photo["file"]),
                caption=photo["caption"],
                description=photo["description"],
                actor=writer,
            )
        if "related" in told:
            others = [self._made[title] for title in told["related"]]
            articles.choose_related(made, others, actor=writer)
        self._made[told["title"]] = made

    def _move(self, title: str, action: Any, who: str | None) -> None:
        action(self._made[title], actor=self._actor(who) if who else self._secretary)

    def _import(self) -> None:
        told = self._told["import"]
        content = read_bytes(told["file"])
        articles.import_article(
            Desk(self._congress.organization),
            told["kind"],
            content.decode(),
            content=content,
            file_name=told["file"],
            actor=self._actor(told["writer"]),
        )

    def _plan(self, told: dict[str, Any]) -> None:
        values = {name: told[name] for name in ("channel", "content", "due_on")}
        values["person"] = self._cast.person(told["owner"]) if "owner" in told else None
        propaganda.add_item(self._congress, values, actor=self._secretary)

    def _log(self, told: dict[str, Any]) -> None:
        item = PropagandaItem.objects.get(congress=self._congress, content=told["content"])
        photo = taken(read_bytes(told["photo"]), told["photo"]) if "photo" in told else None
        propaganda.log_item(
            item,
            told["done_at"].date(),
            told["done"],
            photo=photo,
            is_done=True,
            actor=self._actor(told["owner"]),
        )

    def _actor(self, name: str) -> User:
        return self._cast.account(self._cast.person(name))
