"""Papers of results by the word in their address, as files."""

import re
from dataclasses import dataclass
from datetime import date

from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.elections.models import Election, Round
from daihoi.elections.papers.heads import paper_pdf, paper_word
from daihoi.elections.papers.minutes import counted_on, minutes_paper, office_words
from daihoi.elections.papers.polls import office_of, poll_paper, polled_on
from daihoi.elections.papers.seals import seal_paper
from daihoi.elections.papers.summaries import elected_paper, summary_paper
from daihoi.papers.official import OfficialPaper
from daihoi.vietnamese.text import tidy

ANEW = "bien-ban-kiem-lai"  # of a recount of what was told, before that is told itself
OF_ROUND = {"bien-ban": minutes_paper, "niem-phong": seal_paper, ANEW: minutes_paper}
OF_CONGRESS = {"trung-cu": elected_paper, "tong-hop": summary_paper}
NAMES = {
    "bien-ban": "Biên bản kiểm phiếu bầu",
    "niem-phong": "Phiếu niêm phong bầu",
    ANEW: "Biên bản kiểm lại phiếu bầu",
    "trung-cu": "Danh sách người trúng cử",
    "tong-hop": "Tổng hợp kết quả bầu cử",
}
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class PaperFile:
    """One paper that becomes Word or PDF when it is asked for."""

    name: str
    paper: OfficialPaper
    congress: Congress
    on: date

    @property
    def word(self) -> bytes:
        return paper_word(self.paper, self.congress, self.on)

    @property
    def pdf(self) -> bytes:
        return paper_pdf(self.paper, self.congress, self.on)


def round_file(round_: Round, code: str) -> PaperFile:
    """Of one ballot; `NotFound` for a word that names no paper."""
    if code not in OF_ROUND:
        raise NotFound
    name = tidy(NOT_IN_NAMES.sub(" ", f"{NAMES[code]} {office_words(round_)}"))
    made = OF_ROUND[code](round_)
    return PaperFile(name, made, round_.election.congress, counted_on(round_))


def congress_file(congress: Congress, code: str) -> PaperFile:
    """Of the whole congress: announced ballots only."""
    if code not in OF_CONGRESS:
        raise NotFound
    return PaperFile(NAMES[code], OF_CONGRESS[code](congress), congress, clock.today())


def poll_file(election: Election) -> PaperFile:
    """Minutes of the poll on people from the floor."""
    name = tidy(NOT_IN_NAMES.sub(" ", f"Biên bản xin ý kiến bầu {office_of(election)}"))
    return PaperFile(name, poll_paper(election), election.congress, polled_on(election))
