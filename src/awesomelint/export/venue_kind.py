"""What kind of venue a name stands for, as far as it can be told."""

from __future__ import annotations

import re
from enum import StrEnum


class VenueKind(StrEnum):
    """The kinds of venue that a bibliography tells apart."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    PREPRINT = "preprint"


_PREPRINT = re.compile(r"\b(?:arxiv|preprint|corr|biorxiv|medrxiv|under review|techrxiv|ssrn)\b", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|magazine|review|annals|trans\.|TPAMI|PAMI|IJCV|TACL|JMLR|TMLR|TNNLS|TKDE|TIP|TOG"
    r"|TMM|TCSVT|TMI|TASLP|PNAS|Nature|Science|Cell|NeuroImage|Neurocomputing|CSUR|JAIR)\b",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"\b(?:conference|workshops?|proceedings|symposium|findings|AAAI|IJCAI|ICML|ICLR|NeurIPS|NIPS|AISTATS|UAI|COLT|ACL"
    r"|EMNLP|NAACL|EACL|AACL|COLING|CoNLL|LREC|INTERSPEECH|ICASSP|CVPR|ICCV|ECCV|WACV|ACCV|BMVC|3DV|MICCAI|SIGGRAPH|KDD|WWW"
    r"|SIGIR|CIKM|WSDM|RecSys|ICDM|ICDE|VLDB|SIGMOD|CHI|UIST|ICRA|IROS|CoRL|RSS|MLSys|OSDI|SOSP|ASPLOS|ISCA|MICRO|HPCA|DAC"
    r"|USENIX|NDSS|CCS|ICSE|FSE|ASE|ISSTA|PLDI|POPL|ISMIR|COLM)\b",
    re.IGNORECASE,
)


def venue_kind(name: str) -> VenueKind | None:
    """Return the kind of a venue by its name, `None` where nothing tells it."""
    if _PREPRINT.search(name):
        return VenueKind.PREPRINT
    if _CONFERENCE.search(name):
        return VenueKind.CONFERENCE
    return VenueKind.JOURNAL if _JOURNAL.search(name) else None
