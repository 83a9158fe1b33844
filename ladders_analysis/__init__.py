"""Progress against what a school's own curriculum expects, judged statement by statement.

`import ladders_analysis as la`: the names below are the public face. Each is fetched from its
module when first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ladders_analysis.version import __version__

if TYPE_CHECKING:
    from ladders_analysis.auditing.auditing import audit, audit_each, audit_matrix
    from ladders_analysis.combining import combined
    from ladders_analysis.comparing.comparison import compare
    from ladders_analysis.comparing.sweeping import sweep
    from ladders_analysis.curriculum.versions import curriculum_changes
    from ladders_analysis.definitions import DEFINITIONS
    from ladders_analysis.definitions.contract import About, definition, rate, results
    from ladders_analysis.definitions.growth_percentile import GrowthPercentile
    from ladders_analysis.definitions.mapped import Mapped
    from ladders_analysis.differences import group_differences, group_overlaps
    from ladders_analysis.experiments.changed import outcomes_changed
    from ladders_analysis.experiments.cutting import curriculum_cut
    from ladders_analysis.growth.fitting import growth_norms
    from ladders_analysis.growth.keeping import read_growth_norms, save_growth_norms
    from ladders_analysis.growth.norms import GrowthNorms
    from ladders_analysis.growth.scores import growth_scores
    from ladders_analysis.loading import load
    from ladders_analysis.movement import progress, transitions
    from ladders_analysis.noise_range import judgement_noise
    from ladders_analysis.plots.attainment import plot_attainment
    from ladders_analysis.plots.comparison import plot_comparison
    from ladders_analysis.plots.flow import plot_flow
    from ladders_analysis.plots.gap_grid import plot_gap_grid
    from ladders_analysis.plots.looked_at import plot_looked_at
    from ladders_analysis.plots.outcomes import plot_outcomes
    from ladders_analysis.plots.picture import show
    from ladders_analysis.plots.points import plot_points
    from ladders_analysis.plots.sampled import plot_sampled
    from ladders_analysis.plots.sweep import plot_sweep
    from ladders_analysis.questions.answers import Answer
    from ladders_analysis.questions.asking import pupils_to_ask_about
    from ladders_analysis.questions.books.beside_judgements import books_beside_judgements
    from ladders_analysis.questions.books.question import books_to_look_at
    from ladders_analysis.questions.category_changes import who_changes
    from ladders_analysis.questions.choosing import TOGETHER
    from ladders_analysis.questions.cohorts import what_has_moved, where_we_are
    from ladders_analysis.questions.conversations.question import worth_a_conversation
    from ladders_analysis.questions.conversations.sheets import conversation_pages
    from ladders_analysis.questions.cut_in_three import cut_beside, cut_in_words
    from ladders_analysis.questions.differences_told import (
        difference_table,
        differences_in_words,
        overlaps_in_words,
    )
    from ladders_analysis.questions.different_outcomes import which_pupils
    from ladders_analysis.questions.group_gaps import which_side_moved
    from ladders_analysis.questions.handing_over.question import handover
    from ladders_analysis.questions.handing_over.sheets import handover_pages
    from ladders_analysis.questions.journey.question import cohorts_journey
    from ladders_analysis.questions.laying_out import lay_out
    from ladders_analysis.questions.noise_told import noise_in_words, noise_table
    from ladders_analysis.questions.not_served.question import who_is_not_served
    from ladders_analysis.questions.practice.moderating import where_to_moderate
    from ladders_analysis.questions.practice.question import assessment_practice
    from ladders_analysis.questions.practice.untaught import never_taught
    from ladders_analysis.questions.scores.question import scores_beside_judgement
    from ladders_analysis.questions.statements import gap_states, statement_table
    from ladders_analysis.questions.statutory.question import statutory_results
    from ladders_analysis.questions.sticking_points import which_statements
    from ladders_analysis.recording_books import record_books
    from ladders_analysis.recording_conversations import record_conversation
    from ladders_analysis.releasing import a_year_ago, release
    from ladders_analysis.school import School
    from ladders_analysis.snapshot import Snapshot
    from ladders_analysis.summary import beside_a_year_ago, summarise, summarise_attainment
    from ladders_analysis.trying import try_each
    from ladders_analysis.widgets import (
        explore,
        explore_attainment,
        explore_groups,
        explore_movement,
        explore_statements,
    )
    from ladders_analysis.widgets.books_form import note_books
    from ladders_analysis.widgets.conversation_form import note_conversation

_HOMES = {
    "a_year_ago": "releasing",
    "About": "definitions.contract",
    "Answer": "questions.answers",
    "assessment_practice": "questions.practice.question",
    "audit": "auditing.auditing",
    "audit_each": "auditing.auditing",
    "audit_matrix": "auditing.auditing",
    "beside_a_year_ago": "summary",
    "books_beside_judgements": "questions.books.beside_judgements",
    "books_to_look_at": "questions.books.question",
    "cohorts_journey": "questions.journey.question",
    "combined": "combining",
    "compare": "comparing.comparison",
    "conversation_pages": "questions.conversations.sheets",
    "curriculum_changes": "curriculum.versions",
    "curriculum_cut": "experiments.cutting",
    "cut_beside": "questions.cut_in_three",
    "cut_in_words": "questions.cut_in_three",
    "definition": "definitions.contract",
    "DEFINITIONS": "definitions",
    "difference_table": "questions.differences_told",
    "differences_in_words": "questions.differences_told",
    "explore": "widgets",
    "explore_attainment": "widgets",
    "explore_groups": "widgets",
    "explore_movement": "widgets",
    "explore_statements": "widgets",
    "gap_states": "questions.statements",
    "group_differences": "differences",
    "group_overlaps": "differences",
    "growth_norms": "growth.fitting",
    "growth_scores": "growth.scores",
    "GrowthNorms": "growth.norms",
    "GrowthPercentile": "definitions.growth_percentile",
    "handover": "questions.handing_over.question",
    "handover_pages": "questions.handing_over.sheets",
    "judgement_noise": "noise_range",
    "lay_out": "questions.laying_out",
    "load": "loading",
    "Mapped": "definitions.mapped",
    "never_taught": "questions.practice.untaught",
    "noise_in_words": "questions.noise_told",
    "noise_table": "questions.noise_told",
    "note_books": "widgets.books_form",
    "note_conversation": "widgets.conversation_form",
    "outcomes_changed": "experiments.changed",
    "overlaps_in_words": "questions.differences_told",
    "plot_attainment": "plots.attainment",
    "plot_comparison": "plots.comparison",
    "plot_flow": "plots.flow",
    "plot_gap_grid": "plots.gap_grid",
    "plot_looked_at": "plots.looked_at",
    "plot_outcomes": "plots.outcomes",
    "plot_points": "plots.points",
    "plot_sampled": "plots.sampled",
    "plot_sweep": "plots.sweep",
    "progress": "movement",
    "pupils_to_ask_about": "questions.asking",
    "rate": "definitions.contract",
    "read_growth_norms": "growth.keeping",
    "record_books": "recording_books",
    "record_conversation": "recording_conversations",
    "release": "releasing",
    "results": "definitions.contract",
    "save_growth_norms": "growth.keeping",
    "School": "school",
    "scores_beside_judgement": "questions.scores.question",
    "show": "plots.picture",
    "Snapshot": "snapshot",
    "statement_table": "questions.statements",
    "statutory_results": "questions.statutory.question",
    "summarise": "summary",
    "summarise_attainment": "summary",
    "sweep": "comparing.sweeping",
    "TOGETHER": "questions.choosing",
    "transitions": "movement",
    "try_each": "trying",
    "what_has_moved": "questions.cohorts",
    "where_to_moderate": "questions.practice.moderating",
    "where_we_are": "questions.cohorts",
    "which_pupils": "questions.different_outcomes",
    "which_side_moved": "questions.group_gaps",
    "which_statements": "questions.sticking_points",
    "who_changes": "questions.category_changes",
    "who_is_not_served": "questions.not_served.question",
    "worth_a_conversation": "questions.conversations.question",
}

__all__ = [
    "DEFINITIONS",
    "TOGETHER",
    "About",
    "Answer",
    "GrowthNorms",
    "GrowthPercentile",
    "Mapped",
    "School",
    "Snapshot",
    "__version__",
    "a_year_ago",
    "assessment_practice",
    "audit",
    "audit_each",
    "audit_matrix",
    "beside_a_year_ago",
    "books_beside_judgements",
    "books_to_look_at",
    "cohorts_journey",
    "combined",
    "compare",
    "conversation_pages",
    "curriculum_changes",
    "curriculum_cut",
    "cut_beside",
    "cut_in_words",
    "definition",
    "difference_table",
    "differences_in_words",
    "explore",
    "explore_attainment",
    "explore_groups",
    "explore_movement",
    "explore_statements",
    "gap_states",
    "group_differences",
    "group_overlaps",
    "growth_norms",
    "growth_scores",
    "handover",
    "handover_pages",
    "judgement_noise",
    "lay_out",
    "load",
    "never_taught",
    "noise_in_words",
    "noise_table",
    "note_books",
    "note_conversation",
    "outcomes_changed",
    "overlaps_in_words",
    "plot_attainment",
    "plot_comparison",
    "plot_flow",
    "plot_gap_grid",
    "plot_looked_at",
    "plot_outcomes",
    "plot_points",
    "plot_sampled",
    "plot_sweep",
    "progress",
    "pupils_to_ask_about",
    "rate",
    "read_growth_norms",
    "record_books",
    "record_conversation",
    "release",
    "results",
    "save_growth_norms",
    "scores_beside_judgement",
    "show",
    "statement_table",
    "statutory_results",
    "summarise",
    "summarise_attainment",
    "sweep",
    "transitions",
    "try_each",
    "what_has_moved",
    "where_to_moderate",
    "where_we_are",
    "which_pupils",
    "which_side_moved",
    "which_statements",
    "who_changes",
    "who_is_not_served",
    "worth_a_conversation",
]


def __getattr__(name: str) -> object:
    """Fetch a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
