"""How the fields of papers look once they are filled."""

from daihoi.base import offers
from daihoi.papers.fields import field_key
from daihoi.registry.skeletons import typed_fields

# Fields that the paper itself answers, with an example.
OWN = {
    "số, ký hiệu": "Số 05-BC/CB",
    "số của văn bản": "số 05-QĐ/CB",
    "ngày văn bản": "ngày 25 tháng 3 năm 2020",
    "tiểu ban": "Tiểu ban văn kiện",
    "trưởng tiểu ban": "Nguyễn Văn An",
    "số, ngày kế hoạch đại hội": "số 05-KH/CB, ngày 15-01-2020",
    "số, ngày nghị quyết đại hội": "số 01-NQ/ĐH, ngày 03-4-2020",
    "danh mục hồ sơ": "danh sách văn bản gửi kèm",
}


def field_examples() -> dict[str, str]:
    """How each field looks once it is filled, by whom ever."""
    told = {field_key(fact.name): fact.example for fact in offers.facts()}
    return {**told, **OWN, **typed_fields()}
