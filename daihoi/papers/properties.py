"""Properties of its own that a Word file carries (docProps/custom.xml); Word keeps them on saving."""

from collections.abc import Mapping
from html import escape

from daihoi.papers.intake import Package

PART = "docProps/custom.xml"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of every property a user may see
_FIRST = 2  # 0 and 1 are taken by the format


def properties_xml(properties: Mapping[str, str]) -> str:
    """The part that holds ``properties``, all of them texts."""
    rows = "".join(
        f'<property fmtid="{_SET}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), _FIRST)
    )
    return f'<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_TYPES}">{rows}</Properties>'


def read_properties(package: Package) -> dict[str, str]:
    """The properties of a checked file by name; none if it has no such part."""
    root = package.xml(PART.lower())
    if root is None:
        return {}
    return {
        name: "".join(str(text) for text in each.itertext())
        for each in root.iter("{*}property")
        if (name := str(each.get("name", "")))
    }
