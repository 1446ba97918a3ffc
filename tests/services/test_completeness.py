"""What is missing before an article can be called done."""

from dataclasses import replace

from annotator.core.model import Article, with_field
from annotator.services import codebooks, completeness, entities, fields, marking
from annotator.services.fields import NOBODY, Aim
from annotator.storage.project import Project
from tests.storage.helpers import BOB, CODEBOOK, entity, mark, planned


def missing(project: Project, article: Article) -> list[tuple[int, str, bool]]:
    gaps = completeness.of_article(project, article.id)
    return [(one.annotation.start, one.field.id, one.proposed) for one in gaps]


def test_required_fields_without_a_value_are_gaps_in_reading_order(
    project: Project, article: Article
) -> None:
    claim = mark(project, article, (23, 34))
    actor = mark(project, article, (0, 6), layer="actor")
    mark(project, article, (43, 49), layer="date")
    assert missing(project, article) == [(0, "entity", False), (23, "speaker", False), (23, "mode", False)]
    entities.assign(project, [actor.id], entity(project, "Ivanov"))
    fields.set_links(project, [claim.id], "speaker", [NOBODY])
    assert missing(project, article) == [(23, "mode", False)]
    fields.set_value(project, [claim.id], "mode", "direct")
    assert missing(project, article) == []


def test_what_is_only_proposed_is_a_gap_until_it_is_confirmed(project: Project, article: Article) -> None:
    claim = with_field(planned(project, article, (23, 34)), "mode", "direct", proposed=True)
    link = fields.link_to(claim, "speaker", Aim(entity_id=entity(project, "A").id), proposed=True)
    marking.add(project, claim, [link])
    assert missing(project, article) == [(23, "speaker", True), (23, "mode", True)]
    fields.confirm(project, [claim.id])
    assert missing(project, article) == []


def test_others_annotations_are_theirs_to_complete(project: Project, article: Article) -> None:
    mark(project, article, (23, 34))
    project.switch_annotator(BOB)
    assert missing(project, article) == []


def test_what_is_retired_is_not_asked_for(project: Project, article: Article) -> None:
    mark(project, article, (23, 34))
    claim, *others = CODEBOOK.layers
    retired = tuple(replace(one, retired=one.id == "mode") for one in claim.fields)
    codebooks.put(project, replace(CODEBOOK, layers=(replace(claim, fields=retired), *others)))
    assert missing(project, article) == [(23, "speaker", False)]
    codebooks.put(project, replace(CODEBOOK, layers=(replace(claim, retired=True), *others)))
    assert missing(project, article) == []
