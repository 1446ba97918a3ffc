"""The columns of the tables of what was said in reviewing."""

from annotator.formats.layer_columns import Column

DECISIONS = "decisions"
COMMENTS = "comments"
DIFFERENCES = "differences"
AGREEMENT = "agreement"

DECISION_COLUMNS = (
    Column("decision_id", "the decision’s id, a UUID; the same in every copy of the project"),
    Column("article", "the article’s title"),
    Column("layer", "the layer of the annotation that it is about"),
    Column("start", "the first code point of that annotation, counted from 0; empty if it was removed since"),
    Column("end", "the code point after its last one"),
    Column("quote", "the words of that annotation"),
    Column("annotator", "the name of the person who made that annotation"),
    Column("verdict", "accept, change or reject"),
    Column("reason", "why, in the reviewer’s words"),
    Column("reviewer", "the name of whoever decided"),
    Column("stands", "yes if no newer decision on the same annotation was made; else no"),
    Column("current", "yes if the annotation still says what it said when it was decided about; else no"),
    Column("gold_quote", "the words of the annotation that is gold in its place, if there is one"),
    Column("gold_id", "that annotation’s id; the same as annotation_id if it was accepted as it is"),
    Column("annotation_id", "the id of the annotation that it is about"),
    Column("article_id", "the article’s id, a UUID"),
    Column("reviewer_id", "the reviewer’s id, a UUID"),
    Column("created", "when it was made, in UTC"),
    Column("updated", "when it was last changed, in UTC"),
)

COMMENT_COLUMNS = (
    Column("comment_id", "the comment’s id, a UUID; the same in every copy of the project"),
    Column("article", "the article’s title"),
    Column("layer", "the layer of the annotation that it is on; empty if it is on the article as a whole"),
    Column("start", "the first code point of that annotation, counted from 0"),
    Column("quote", "the words of that annotation when the comment was made"),
    Column("text", "what it says; empty if it only resolves the thread or opens it again"),
    Column("state", "open or resolved: what it made the thread"),
    Column("thread", "open or resolved: how the thread stands now"),
    Column("annotator", "the name of whoever wrote it"),
    Column("annotation_id", "the id of the annotation that it is on; empty for the article as a whole"),
    Column("article_id", "the article’s id, a UUID"),
    Column("annotator_id", "the id of whoever wrote it, a UUID"),
    Column("created", "when it was written, in UTC"),
    Column("updated", "when it was last changed, in UTC"),
)

DIFFERENCE_COLUMNS = (
    Column("place_id", "the same for the same annotations; one place can have several differences"),
    Column("article", "the article’s title"),
    Column("layer", "the layer, or several as a list"),
    Column("start", "the first code point of the place, counted from 0"),
    Column("end", "the code point after its last one"),
    Column(
        "difference",
        "only one has it, other boundaries, other layer, other speaker, other date value or other field",
    ),
    Column("field", "the id of the field, if it is a field that differs"),
    Column("marked_by", "the names of those who marked it, as a list"),
    Column("not_marked_by", "the names of those who have read the article and did not mark it, as a list"),
    Column("quotes", "what each of those who marked it marked, in the order of marked_by, as a list"),
    Column(
        "values",
        "what each of them says for the field, in the same order, as a list; – where one says nothing",
    ),
    Column("state", "open, decided, or changed since it was decided"),
    Column("annotation_ids", "the ids of the annotations, in the same order, as a list"),
    Column("article_id", "the article’s id, a UUID"),
)

AGREEMENT_COLUMNS = (
    Column("layer", "the layer’s id; empty for all layers together"),
    Column("field", "the id of the field that the figure is about; empty for what is not about a field"),
    Column(
        "compared",
        "what is compared: spans, exact; spans, overlapping; characters; unitizing; or values (of fields)",
    ),
    Column("measure", "the name of the measure; docs/agreement.md says what each is"),
    Column("annotators", "the names of those who are compared, as a list; of two the first is the reference"),
    Column("value", "the figure; empty if it is undefined"),
    Column("undefined", "why there is no figure, such as one category only or nothing marked; else empty"),
    Column("low", "the lower end of the 95 % interval; empty if there is none"),
    Column("high", "the upper end of it"),
    Column("items", "how many items went in"),
    Column("left_out", "how many could not go in because too few annotators said something"),
    Column("unit", "what an item is"),
    Column("rule", "what is held against what"),
    Column("articles", "how many articles went in: those that at least two of the annotators have read"),
    Column("threshold", "the overlap from which two annotations can answer to each other"),
    Column("samples", "how many samples of articles the interval was drawn from"),
    Column("seed", "the number that the drawing of samples began with"),
    Column("annotator_ids", "the ids of those who are compared, in the same order, as a list"),
)
