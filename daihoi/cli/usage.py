"""Help and wrong use in Vietnamese: click itself speaks English."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click
from click.exceptions import NoSuchCommand

WRONG_USE = 2  # click's exit code
_WORDS = {
    "Options": "Tùy chọn",
    "Commands": "Các lệnh",
    "Show this message and exit.": "Hiện hướng dẫn này.",
    "Show the version and exit.": "Hiện số phiên bản.",
}


class _Formatter(click.HelpFormatter):
    """Writes click's own words in Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        said = args.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH …")
        super().write_usage(prog, said, prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        said = [(name, _WORDS.get(text, _in_brackets(text))) for name, text in rows]
        super().write_dl(said, *args, **kwargs)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    context_class = _Context


class Commands(click.Group):
    """All commands; a wrong use ends with `WRONG_USE` and a sentence that says what is wrong."""

    context_class = _Context
    command_class = Command

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(WRONG_USE)
        except click.UsageError as error:
            self._tell(error)
            sys.exit(WRONG_USE)
        except click.Abort:
            click.echo("Đã dừng.", err=True)
            sys.exit(1)
        sys.exit(code or 0)

    @staticmethod
    def _tell(error: click.UsageError) -> None:
        if error.ctx:
            click.echo(error.ctx.get_usage(), err=True)
            click.echo(f"Xem hướng dẫn: {error.ctx.command_path} --help\n", err=True)
        click.echo(f"Lỗi: {wrong_use(error)}", err=True)


class ExistingFile(click.ParamType[Path]):
    """A file that is there; its name says what the argument is in messages."""

    name = "tệp"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.is_dir():
            self.fail(f"{path} là thư mục, không phải tệp.", param, ctx)
        if not path.exists():
            self.fail(f"Không có tệp {path}.", param, ctx)
        return path


class WholeNumber(click.IntRange):
    """A whole number between two limits."""

    name = "số"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number: int = super().convert(value, param, ctx)
        except click.BadParameter:
            limits = f"từ {self.min}" + ("" if self.max is None else f" đến {self.max}")
            self.fail(f"cần một số nguyên {limits}, không phải “{value}”.", param, ctx)
        return number


def wrong_use(error: click.UsageError) -> str:
    """What is wrong, in one sentence."""
    said = error.message
    match error:
        case NoSuchCommand():
            said = f"Không có lệnh “{error.command_name}”."
        case click.NoSuchOption():
            said = f"Không có tùy chọn {error.option_name}."
        case click.BadOptionUsage():
            said = f"Giá trị của {error.option_name} thiếu hoặc thừa."
        case click.MissingParameter() if error.param:
            said = f"Thiếu {_name(error.param)}."
        case click.BadParameter() if isinstance(error.param, click.Option):
            said = f"{_name(error.param)}: {said}"
        case _ if said.startswith("Got unexpected extra argument"):
            said = f"Thừa: {said[said.index('(') + 1 : said.rindex(')')]}."
    return said


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name


def _in_brackets(text: str) -> str:
    return text.replace("[default: ", "[mặc định: ").replace("[required]", "[bắt buộc]")
