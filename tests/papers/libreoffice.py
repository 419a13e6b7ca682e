"""LibreOffice without a window: it accepts or rejects every tracked change of Word files."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")
ACCEPT, REJECT = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges"

# The one module of a new profile, put in the place of the empty one.
_MODULE = "profile/user/basic/Standard/Module1.xba"
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" \
script:language="StarBasic">
Sub Settle(command As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim format(0) As New com.sun.star.beans.PropertyValue
  format(0).Name = "FilterName" : format(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  file = Dir(source &amp; "/*.docx")
  Do While file &lt;&gt; ""
    doc = StarDesktop.loadComponentFromURL(ConvertToURL(source &amp; "/" &amp; file), "_blank", 0, hidden())
    dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
    doc.storeToURL(ConvertToURL(target &amp; "/" &amp; file), format())
    doc.close(True)
    file = Dir()
  Loop
End Sub
</script:module>"""


def settled(files: Sequence[bytes], command: str, folder: Path) -> list[bytes]:
    """Each Word file after ``command``; one start of the office for all of them."""
    module = folder / _MODULE
    if not module.exists():
        _run(folder, "--terminate_after_init")
        module.write_text(_MACRO)
    source, target = folder / "before", folder / "after"
    for each in (source, target):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir()
    for number, data in enumerate(files):
        (source / f"{number}.docx").write_bytes(data)
    arguments = ",".join(f'"{each}"' for each in (command, source, target))
    _run(folder, f"macro:///Standard.Module1.Settle({arguments})", seconds=60 + 20 * len(files))
    return [(target / f"{number}.docx").read_bytes() for number in range(len(files))]


def _run(folder: Path, *arguments: str, seconds: int = 60) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(  # noqa: S603  # our own macro on our own files
        [str(SOFFICE), "--headless", profile, *arguments],
        check=True,
        capture_output=True,
        timeout=seconds,
    )
