"""An assessment or a question bank of QTI as a quiz."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.interchange.assembling import Asked, Drawn, assembled
from quizzes.interchange.conversion import Converted, Json, Notes, NotExpressedError
from quizzes.interchange.html_markdown import PictureName
from quizzes.interchange.qti import kinds, sources
from quizzes.interchange.qti.calculated import variants
from quizzes.interchange.qti.items import Item, fields
from quizzes.interchange.qti.material import Materials, plain
from quizzes.interchange.qti.settings import settings
from quizzes.interchange.telling import Telling
from quizzes.marking import number

GENERAL = "general_fb"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What stands beside an assessment: its settings, the banks, its pictures."""

    title: str
    meta: Element | None
    banks: Mapping[str, Element]
    picture: PictureName


def title_of(element: Element, meta: Element | None) -> str:
    """Return what an assessment or a bank is called; empty without a name."""
    named = (meta.findtext("title") if meta is not None else "") or ""
    own = fields(element.find("qtimetadata")).get("bank_title", "")
    return " ".join((element.get("title") or named or own).split())


def quiz(element: Element, origin: Origin) -> Converted:
    """Return the quiz of an ``assessment`` or an ``objectbank``."""
    notes = Notes(quiz=origin.title)
    entries = list(_Reader(origin, notes).entries(element))
    return assembled(
        entries,
        title=origin.title,
        ident=element.get("ident", ""),
        settings=settings(origin.meta, fields(element.find("qtimetadata")), notes),
        notes=notes,
    )


class _Reader:
    def __init__(self, origin: Origin, notes: Notes) -> None:
        self._origin, self._notes = origin, notes

    def entries(self, element: Element) -> Iterator[Asked | Drawn]:
        for inner in element:
            if inner.tag == "section":
                number_ = inner.findtext(
                    "selection_ordering/selection/selection_number"
                )
                if number_ is None:
                    yield from self.entries(inner)
                else:
                    yield from self._pool(inner, number_)
            elif inner.tag == "item":
                yield from self._item(inner)
            elif inner.tag == "itemref":
                yield from self._referred(inner.get("linkrefid", ""))

    def _pool(self, section: Element, wanted: str) -> Iterator[Drawn]:
        title = (section.get("title") or section.get("ident") or "").strip()
        selection = section.find("selection_ordering/selection")
        bank = selection.findtext("sourcebank_ref") if selection is not None else None
        source: Element | None = section
        if bank is not None:
            source = self._origin.banks.get(bank.strip())
        if source is None:
            self._notes.add(
                "left out: its questions are in a bank outside of the file",
                question=title,
            )
            return
        worth = number(section.findtext(".//points_per_item") or "")
        found = [
            one
            for item in source.iter("item")
            for one in self._asked(item, pool=title, worth=worth)
        ]
        take = number(wanted)
        count = max(1, int(take)) if take is not None else 1
        if found and count > len(found):
            text = f"draws {count} there, and has {len(found)} questions here"
            self._notes.add(text, question=title)
        if found:
            size = min(count, len(found))
            yield Drawn(title=title, take=size, questions=found)

    def _referred(self, ident: str) -> Iterator[Asked | Drawn]:
        for bank in self._origin.banks.values():
            for item in bank.iter("item"):
                if item.get("ident") == ident:
                    yield from self._item(item)
                    return
        self._notes.add("left out: it is not in the file", question=ident)

    def _item(self, element: Element) -> Iterator[Asked | Drawn]:
        item = Item(element)
        if kinds.kind_of(item) == kinds.CALCULATED:
            asked = self._asked(element, pool="")
            if asked:
                yield Drawn(title=_named(item), take=1, questions=asked)
            return
        yield from self._asked(element, pool=None)

    def _asked(
        self, element: Element, *, pool: str | None, worth: Decimal | None = None
    ) -> Sequence[Asked]:
        """Return the questions of an item; in a *pool* it must be a single one."""
        item = Item(element)
        telling = Telling(notes=self._notes, title=_named(item))
        materials = self._materials(item)
        points = worth or number(item.fields.get("points_possible", ""))
        try:
            found = self._documents(item, materials, telling, pool=pool)
            shared = self._explanation(item, materials, telling)
        except NotExpressedError as error:
            telling.note(str(error))
            return []
        if points and len(found) > 1:
            points = None if pool == "" else points / len(found)
        return [
            Asked(
                title=_part(_named(item), place, len(found)),
                ident=_part(item.ident, place, len(found)),
                document={**one, **shared},
                points=points,
            )
            for place, one in enumerate(found, 1)
        ]

    def _documents(
        self, item: Item, materials: Materials, telling: Telling, *, pool: str | None
    ) -> Sequence[Json]:
        is_formula = kinds.kind_of(item) == kinds.CALCULATED
        if is_formula and pool:
            raise NotExpressedError("left out: a formula within a group of questions")
        if is_formula:
            return variants(item, materials, telling)
        found = kinds.questions(item, materials, telling)
        if pool is not None and len(found) > 1:
            raise NotExpressedError("left out: several blanks in a group of questions")
        if not all(one["prompt"] for one in found):
            raise NotExpressedError("left out: it has no text")
        return found

    def _materials(self, item: Item) -> Materials:
        picture = self._origin.picture
        kept = item.fields.get(sources.FIELD, "")
        return Materials(picture=picture, sources=sources.read(kept, picture=picture))

    def _explanation(
        self, item: Item, materials: Materials, telling: Telling
    ) -> dict[str, str]:
        others = [name for name in item.feedbacks if name != GENERAL]
        if any(plain(item.feedback(name)) for name in others):
            telling.note("feedback on single answers is left out")
        text = materials.block(item.feedback(GENERAL))
        return {"explanation": text} if text else {}


def _named(item: Item) -> str:
    return " ".join(item.title.split()) or item.ident


def _part(name: str, place: int, of: int) -> str:
    return f"{name} {place}" if of > 1 else name
