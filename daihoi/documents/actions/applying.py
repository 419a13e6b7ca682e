"""An accepted proposal put into the working version, and the change linked to its answer."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.documents.actions import texts
from daihoi.documents.actions.working import Unchanged
from daihoi.documents.models import Answer, Block, Change, Opinion, Version
from daihoi.documents.queries import proposals
from daihoi.papers.comparison import changed_sentence
from daihoi.papers.editing import Proposal
from daihoi.rules.documents import PlaceKind

BY_HAND = gettext_lazy("Hãy sửa trong trình soạn thảo rồi chọn thay đổi ấy ở đây.")


class Collision(Conflict):
    """The words the opinion speaks of were changed, by ``other`` (None: by an edit without one).

    ``base`` is the text the opinion speaks of, ``now`` the text of today; None: taken out.
    """

    code = "collision"

    def __init__(self, other: Answer | None, base: str, now: str | None) -> None:
        super().__init__(
            _("Câu chữ này đã được sửa theo một ý kiến khác.")
            if other
            else _("Câu chữ này đã được sửa trong bản đang sửa."),
            advice=_("Hãy so hai đề nghị rồi chọn giữ nội dung nào."),
        )
        self.other = other
        self.base = base
        self.now = now


class TextOfAnswer:
    """What an answer does to the working version. Used inside the action that answers.

    The answer learns its block, version and sentences; the action saves it.
    """

    def __init__(self, answer: Answer, opinion: Opinion) -> None:
        self._answer = answer
        self._opinion = opinion

    def apply(
        self, *, actor: User, replace_other: bool, revision: int | None = None
    ) -> Answer | None:
        """Put ``answer.text_after`` at the opinion's place.

        ``revision``: the words are the whole paragraph as it stood then in the working version,
        edited; else they are said of the base version. Gives the earlier answer whose words went, if ``replace_other`` made it so.
        """
        opinion, base = self._opinion, self._base_block()
        version = texts.start_working(opinion.round.document, actor=actor)
        block = version.blocks.filter(key=base.key).first()
        others = proposals.opponents_of(opinion, version, base.key)
        rival = next((each for each in others if _accepted_otherwise(opinion, each)), None)
        other = rival or next(iter(others), None)
        if block is None:
            raise Collision(other, base.text, None)
        if not proposals.is_applicable(opinion, block):
            raise RuleBroken(_("Không áp dụng tự động được vào chỗ này."), advice=BY_HAND)
        wanted: list[Proposal] | None
        if revision is not None and opinion.start is None:
            edited = proposals.changes_between(block.text, self._answer.text_after)
            wanted, rival = (edited if block.revision == revision else None), None
        else:
            wanted = proposals.rebased(self._wanted(base.text), base.text, block.text)
        if wanted is None or (rival and wanted):
            is_own = opinion.answer_id is not None and other is None
            if not (replace_other or is_own):
                raise Collision(other, base.text, block.text)
            wanted = [self._instead(base.text, block.text)]
        else:
            other = None
        after = self._change(version, block, wanted, actor)
        before = block.text if after != block.text else base.text
        self._tell(base.key, version, before, after)
        return other

    def link(self, change: Change) -> None:
        """Name an edit made by hand as what the answer led to."""
        if change.version.document_id != self._answer.round.document_id:
            raise Conflict(_("Thay đổi này thuộc văn kiện khác."))
        if change.answer_id is None:
            change.answer = self._answer
            change.save(update_fields=["answer"])
        before, after = ((side or {}).get("text", "") for side in (change.before, change.after))
        self._tell(change.key, change.version, before, after)

    def _base_block(self) -> Block:
        opinion = self._opinion
        blocks = opinion.round.base_version.blocks
        block = blocks.filter(key=opinion.block_key).first() if opinion.block_key else None
        if block is None:
            raise RuleBroken(_("Ý kiến này không gắn với một đoạn."), advice=BY_HAND)
        return block

    def _wanted(self, base: str) -> list[Proposal]:
        opinion = self._opinion
        if proposals.is_removal(opinion) and opinion.place_kind == PlaceKind.PARAGRAPH.value:
            return [Proposal(0, len(base), "")]
        return proposals.proposals_of(opinion, base, self._answer.text_after)

    def _instead(self, base: str, now: str) -> Proposal:
        """The answer's words in place of whatever stands there now."""
        opinion, text = self._opinion, self._answer.text_after
        if opinion.start is None or opinion.end is None:
            return Proposal(0, len(now), text)
        return proposals.instead(Proposal(opinion.start, opinion.end, text), base, now)

    def _change(self, version: Version, block: Block, wanted: list[Proposal], actor: User) -> str:
        """The block's words afterwards; "" if it was taken out."""
        key, revision, answer = block.key, block.revision, self._answer
        if not wanted:  # another opinion asked for the same, and got it
            return block.text
        if block.to_outline().table is not None and self._opinion.start is not None:
            return self._change_cell(version, block, wanted[0], actor)
        text = proposals.applied(block.text, wanted)
        if not text.strip():
            texts.remove_block(version, key, revision=revision, actor=actor, answer=answer)
            return ""
        try:
            texts.change_block(version, key, text, revision=revision, actor=actor, answer=answer)
        except Unchanged:
            return block.text
        return text

    def _change_cell(self, version: Version, block: Block, wanted: Proposal, actor: User) -> str:
        table = block.to_outline().table
        spot = proposals.spot_of(table, wanted.start, wanted.end) if table else None
        if table is None or spot is None:
            raise RuleBroken(_("Các từ được chọn nằm ở nhiều ô của bảng."), advice=BY_HAND)
        cell = table.rows[spot.row][spot.column].text
        change = texts.change_cell(
            version,
            block.key,
            spot.row,
            spot.column,
            proposals.applied(cell, [Proposal(spot.start, spot.end, wanted.text)]),
            revision=block.revision,
            actor=actor,
            answer=self._answer,
        )
        return str((change.after or {}).get("text", ""))

    def _tell(self, key: UUID, version: Version, before: str, after: str) -> None:
        answer = self._answer
        answer.block_key, answer.version = key, version
        answer.sentence_before, answer.sentence_after = changed_sentence(before, after)
        if not answer.text_after:
            gone = f"Đã bỏ: “{answer.sentence_before}”"
            answer.text_after = answer.sentence_after or gone


def _accepted_otherwise(opinion: Opinion, other: Answer) -> bool:
    """Whether the other answer took another's words for the same words of the base version."""
    if opinion.start is None:
        return False
    rivals = other.opinions.filter(block_key=opinion.block_key, start__isnull=False)
    return any(proposals.overlap(opinion, each) for each in rivals[:20])
