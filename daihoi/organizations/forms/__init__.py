"""Forms of the app, one module per noun; views name them all from here."""

from daihoi.organizations.forms.days import (
    DayField,
    EndForm,
    RollForm,
    day_field,
    first_day,
)
from daihoi.organizations.forms.memberships import (
    WHAT_CHOICES,
    ChangeForm,
    ManyForm,
    OfficeEditForm,
    OfficeForm,
    PeriodForm,
)
from daihoi.organizations.forms.organizations import (
    ImportForm,
    OrganizationForm,
    UnitForm,
    UnitsForm,
)
from daihoi.organizations.forms.people import (
    PERSON_FIELDS,
    AccountForm,
    NewPersonForm,
    PersonForm,
)

__all__ = [
    "PERSON_FIELDS",
    "WHAT_CHOICES",
    "AccountForm",
    "ChangeForm",
    "DayField",
    "EndForm",
    "ImportForm",
    "ManyForm",
    "NewPersonForm",
    "OfficeEditForm",
    "OfficeForm",
    "OrganizationForm",
    "PeriodForm",
    "PersonForm",
    "RollForm",
    "UnitForm",
    "UnitsForm",
    "day_field",
    "first_day",
]
