"""What a text that lies in a paper would be called if it were taken today."""

from daihoi.base.numbers import whole_number
from daihoi.programme.models import Programme, Script, Speech

PROGRAMME, SCRIPT, WORDS = "programme.programme", "programme.script", "programme.words"
SPEECH = "programme.speech"


def label_today(source: str) -> str:
    """A paper keeps the name its text had; another name today tells that there is newer to take."""
    name, _colon, number = source.partition(":")
    pk = whole_number(number) or 0
    found: Programme | Script | Speech | None = None
    if name == PROGRAMME:
        versions = Programme.objects.filter(congress=pk, paper_revision__gt=0)
        found = versions.order_by("-number").first()
        return str(found) if found else ""
    if name in {SCRIPT, WORDS}:
        found = Script.objects.filter(congress=pk).order_by("-number").first()
        return script_label(found) if found else ""
    if name == SPEECH:
        found = Speech.objects.filter(pk=pk).first()
        return speech_label(found) if found else ""
    return ""


def script_label(script: Script) -> str:
    return f"{script}, lần sửa {script.revision}"


def speech_label(speech: Speech) -> str:
    return f"Tham luận: {speech.topic}, lần sửa {speech.revision}"
