"""Wherever a form asks for a day, it is read day first, in every style an office writes (S67)."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.conf import settings

from daihoi.congresses.forms.days import TargetField
from daihoi.organizations.forms.days import DayField
from daihoi.vietnamese.dates import PartialDate

pytestmark = pytest.mark.once

DAY = date(2020, 3, 26)


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """Every form of every app of the house."""
    for label in settings.DAIHOI_APPS:
        try:
            room = importlib.import_module(f"{label}.forms")
        except ModuleNotFoundError:
            continue
        names = [room.__name__]
        if hasattr(room, "__path__"):
            names += [
                f"{room.__name__}.{each.name}" for each in pkgutil.iter_modules(room.__path__)
            ]
        for name in names:
            module = importlib.import_module(name)
            for _name, found in inspect.getmembers(module, inspect.isclass):
                if issubclass(found, forms.BaseForm) and found.__module__ == name:
                    yield found


def day_fields() -> list[tuple[str, forms.Field]]:
    return [
        (f"{form.__module__}.{form.__qualname__}.{name}", field)
        for form in form_classes()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField | TargetField)
    ]


def test_no_form_leaves_a_day_to_the_browser_or_to_month_first_reading() -> None:
    fields = day_fields()
    assert len(fields) > 20
    plain = [name for name, field in fields if not isinstance(field, DayField | TargetField)]
    assert plain == []


@pytest.mark.parametrize("typed", ["26-3-2020", "26-03-2020", "26/3/2020", "26/03/2020"])
def test_every_style_of_the_article_is_read_the_same(typed: str) -> None:
    for name, field in day_fields():
        read = field.to_python(typed)
        known = read if isinstance(read, date) else read.first_day()
        assert known == DAY, name


@pytest.mark.parametrize("typed", ["tháng 4/2020", "4/2020", "4-2020"])
def test_a_month_is_enough_where_a_day_may_be_unknown(typed: str) -> None:
    assert TargetField().to_python(typed) == PartialDate(2020, 4)
    with pytest.raises(forms.ValidationError):
        DayField().to_python(typed)
