"""The words by which `comments` tells what is said of a paper: expressions over a sentence, and words around a venue."""

from __future__ import annotations

import re

from awesomelint.startup import expression

NOISE = expression(r"(?:https?://|www\.)\S*[^\s.,;]|\barxiv admin note\b.*", re.IGNORECASE | re.DOTALL)
TRANSACTIONS = expression(r"\bTrans(?:\.|actions)? ?on\b", re.IGNORECASE)
"""How the names of journals begin, in full or short."""
REMARK = expression(r"\((?:oral|spotlight|poster|highlight|talk)(?: (?:paper|presentation))?\)", re.IGNORECASE)
"""How a paper is presented, in brackets of its own, which may be between a cue and a venue: "Accepted (oral) at ICML"."""
WITHDRAWN = expression(r"\bwithdr[ae]w(?:n|al)?\b|\bretract", re.IGNORECASE)
OTHER_WORK = expression(
    r"(?:^|[.;,(]\s?)(?:(?!(?:parts?|some|see|in|of|from)\b)[\w'’.-]{1,40}+ ){0,3}"
    r"(?:thesis|theses|thèse|dissertation|diplomarbeit|masterarbeit)\b|学位论文",
    re.IGNORECASE,
)
"""What is no paper, whatever is said of papers in it."""
SENT = (
    r"\b(?:re-?)?submi(?:t|ssion)\w*|\breject(?:ed|ion)?\b|\breviewing\b|\bunpublished\b|\bawaiting\b"
    r"|\b(?:under(?:going)?|in|for|pending) (?:[\w-]+ )?(?:review|revision|consideration|preparation)\b"
    r"|\b(?:deadline|review|anonymous|anonymi[sz]ed) version\b|\bpre-?rebuttal\b|\brebuttal (?:version|included)\b"
    r"|\bwaiting for\b|\bdecisions? pending\b"
    r"|(?<!final )(?<!author )\bdraft(?=\s*(?:[,;]|$))"
    r"|\bsoumise?\b|\brefusée?\b|\brejetée?\b|\beingereicht\b|\babgelehnt\b|\benviad[oa] a\b|\brechazad|\brejeitad"
    r"|отправлен|подан[ао]? |рецензи|отклонен|투고|제출|심사|投稿|在审|審査中|拒稿|被拒"
)
OPEN = (
    r"\b(?:major|minor|requir\w+|with|after|needs?) (?:\w+ )?revisions?\b|\bcondition\w*\b|\bprovisional\w*\b"
    r"|\bwe hope\b|\baccepted,? pending\b|\brevisions? pending\b"
    r"|\bnot (?:yet |been )*(?:accepted|published|peer)|\b(?:if|once|when|until) accepted\b"
)
SUBMITTED = expression(f"{SENT}|{OPEN}", re.IGNORECASE)
UNDECIDED = expression(OPEN, re.IGNORECASE)
"""What leaves open whether a paper was accepted. The rest of `SUBMITTED` may speak of another place than the one that took it."""
PARTS = expression(r"([,;.!?()\[\]|•。；，]|\b(?:and|but|then)\b)", re.IGNORECASE)
"""What parts a sentence that says where a paper was sent from one that says where it was accepted."""
ACCEPTED = expression(
    r"\baccept(?:ed)?\b|\bpublished\b|\b(?:to )?appear(?:s|ed|ing)?\b|\bforthcoming\b|\bcamera[- ]ready\b|\baccepté|\baceptad"
    r"|\bangenommen\b|接收|录用|录取|採択|採録",
    re.IGNORECASE,
)
WORKSHOP = expression(
    r"\bw(?:or)?kshops?\b|\bwksp?s?\b|\bws\b|\bco-?located\b|\bconjunction with\b|\bsatellite\b|\bside event\b"
    r"|ワークショップ|研讨会",
    re.IGNORECASE,
)
EXTENDED = expression(
    r"\b(?:extend(?:ed|s|ing)?|extension|expand(?:ed|s)|abridged|condensed|preliminary|predecessor|supersedes|follow-?up)\b"
    r"|\b(?:full(?:er)?|long(?:er)?|complete|journal|short(?:er|ened)?|conference|earl(?:y|ier)|previous|prior|initial|older"
    r"|detailed|companion|technical|proceedings)[ -](?:\w+ )?(?:versions?|drafts?|reports?)\b"
    r"|\b(?:previous|prior|earlier) (?:\w+ )?(?:papers?|work|articles?|results?)\b|\bpreviously\b|\bgenerali[sz]es\b"
    r"|\b(?:based|builds?|building) (?:up)?on\b|\bparts? of\b|\bpart(?:ial|ly|ially)\b|\bsome (?:of|results)\b|\bportions?\b"
    r"|\b(?:supplement(?:ary|al)?(?: materials?)?|append(?:ix|ices)|code|dataset) (?:of|for|to)\b"
    r"|\bcomment(?:s|ary)? on\b|\b(?:reply|response) to\b|\berrat(?:um|a)\b|\bcorrigend(?:um|a)\b"
    r"|\baddend(?:um|a)\b|^\W*corrections?\b|\b[ée]tendue\b|\bextendida\b"
    r"|\berweitert",
    re.IGNORECASE,
)
TRACK = expression(
    r"\bnon-?archival\b|\bposter only\b"
    r"|\btutorials?\b|\bdemo(?:s|nstrations?)?\b|\bchallenges?\b|\bcompetitions?\b|\bcontests?\b|\bshared[- ]tasks?\b"
    r"|\bdoctoral\b|\bconsortium\b|\bstudent\b|\babstracts?\b|\blate[- ]breaking\b|\bcompanion\b|\bkeynotes?\b|\binvited\b"
    r"|\bpanel\b|\bblue sky\b|\btiny papers?\b|\breproducibility\b|\bhackathon\b|\bsrw\b|\bsymposia\b|\bwinner\b|\bwinning\b"
    r"|\b(?:\d\w\w|first|second|third) (?:place|prize)\b|\bblog ?posts?\b|\bmeetup\b|\bindustr(?:y|ial)\b"
    r"|\b(?:spring|fall) symposium\b|\blectures?\b(?! notes in)|\bseminars?\b"
    r"|\b(?:position|white) (?:paper|statement)\b|\bbirds[- ]of[- ]a[- ]feather\b|\blightning\b"
    r"|(?<!oral )(?<!spotlight )(?<!long )(?<!short )(?<!full )\btalks? (?:at|for|given|held|in|to)\b",
    re.IGNORECASE,
)
FINDINGS = expression(r"\bfindings\b", re.IGNORECASE)

CUES = frozenset(
    "accepted accept appear appears appeared appearing published publication presented presentation camera-ready"
    " findings forthcoming proceedings proc proceeding actes accepté acceptée publié publiée paru parue présenté"
    " présentée aceptado aceptada publicado publicada accettato pubblicato angenommen akzeptiert veröffentlicht"
    " erschienen aceito aceita paraître принято принята принят опубликовано опубликована 发表于 发表在".split()
)
"""Words after which a venue is that of the paper."""
CUES_BEHIND = frozenset("accepted accept published accepté acceptée 接收 录用 录取 发表 採択 採録".split())
"""Words behind a venue that say the same."""
ORGANISATIONS = frozenset(
    "aaai acl acm afnlp aps asme cvf eurographics european iapr ieee ifip ima isca osa rsj siam sigchi siggraph"
    " sigir sigkdd sigmod sigops sigplan sigsoft spie springer usenix".split()
)
BETWEEN = ORGANISATIONS | frozenset(
    "a an and as at award awards be been best by for from has have in into is it its of on s the this to was will your annual"
    " biennial international int intl conf conference journal j transactions trans symposium meeting findings"
    " issue main research technical full long short regular oral spotlight poster posters papers paper article"
    " articles contribution talk session track program edition volume vol special inclusion upcoming next year's"
    " final version camera ready publish also online print series lecture notes . / & ' ’ “ ” \" # @ à a au aux"
    " dans de des du en la le les conférence revue bei beim der die das den im zur auf al el los las nella nel"
    " alla per su pubblicazione para publicación publicação na no em в на материалах трудах 被 已 已被 于".split()
)
"""Words that may be between a cue and a venue, or before a venue that stands alone."""
LEFT = frozenset(
    "a an and are article articles as at author authors author's authors' be been both by chapter conference"
    " contribution draft figures figure file final for full has have here in including is it its just latex letter"
    " long main manuscript material of on one our page pages paper papers post-print postprint poster pp preprint"
    " pre-print print recently regular ready camera short supplementary s table tables text that the these they"
    " this to but then two three four five six seven eight nine ten version versions was we were which will with work also"
    " 'final' officially formally already now slightly revised updated corrected current appendix appendices"
    " references excluding plus latex2e double single column two-column format style peer-reviewed oral spotlight"
    " venue press - / ( ) [ ] ' ’ “ ” \" + & . # * cet article un le la les a été est être wurde ist el este"
    " artículo ha sido zur veröffentlichung à dans 本文 论文".split()
)
"""Words that may be before a cue: others say that something else was accepted."""
BEHIND = ORGANISATIONS | frozenset(
    "oral orals spotlight spotlights poster posters paper papers article conference conf main track proceedings"
    " proc full long short regular accepted accept published camera ready camera-ready final version preprint"
    " presentation talk research technical journal magazine letters best award awards candidate finalist runner-up"
    " runner outstanding distinguished honorable mention highlight highlights notable top applied data science ads"
    " datasets and benchmarks benchmark program edition issue volume vol no number pp pages page special online"
    " first early access press print in-press as an a publication findings lncs pmlr appear to be is was will has"
    " society inc resource theme % 接收 录用 录取 发表 採択 採録 に採択 に採録"
    " に採択されました に採録されました accepté acceptée conférence".split()
)
"""Words that may be behind a venue."""
NEXT = frozenset(
    "and at by code copyright january february march april may june july august september october november"
    " december doi for from held here if in including it its more on our please project see source supplementary"
    " take the their this title under url via we webpage website which with where et und y e du de à bei en & + /"
    " @ that all implementation page contains".split()
)
"""Words behind a venue with which something else begins."""
PLACES = frozenset("usa us uk uae ca ny prc dc bc arxiv".split())
"""What is written in capitals and is no name of something that was held with a meeting."""
MEETINGS = frozenset(
    "conference conf proceedings proc symposium congress colloquium journal transactions issue section".split()
)
"""Words in the full name of a meeting, which may stand before its acronym, or of a part of a journal."""
INSIDE = ORGANISATIONS | frozenset(
    "workshop workshops findings pmlr pp ( ) [ ] , : - – — / ' ’ & . the of paper papers conference conf proceedings annual"
    " international vol volume no issue".split()
)
"""Words and signs between two names of a venue, or between it and its year."""
KINDS = frozenset("journal letters magazine transactions".split())
JOINING = frozenset("& and for of on international european annual".split())
"""Words before a part of a longer name."""
SERIES = frozenset("trans transactions".split())
"""Words with which a longer name begins, whatever the name of a journal behind them is."""
INNER = frozenset("& and for in of on".split())
"""Words behind one."""
AT = frozenset("at @".split())
COMMAS = frozenset(", - – —".split())
OPENINGS = COMMAS | frozenset(": ( [".split())
CLOSINGS = frozenset(', . : ( ) [ ] - – — “ ” " *'.split())
ENDS = frozenset("; ! ? | • 。 ；".split())
COUNTED = expression(
    r"(?:\d{1,3}(?:st|nd|rd|th|e|ème)?|[ivxlc]+|(?:twenty|thirty|forty|fourty|fifty|sixty|seventy)(?:-\w+)?"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth|fortieth)\Z"
)
ABBREVIATIONS = frozenset(
    "proc conf int intl trans symp vol no nos pp lett rev adv ann acad sci nat natl phys comput comp mach intell"
    " learn res anal patt stat math appl syst eng inf sec sect chap fig figs eq ed eds dr prof st vs cf al approx"
    " jan feb mar apr jun jul aug sep sept oct nov dec soc univ dept assoc am amer commun elect electr softw lang"
    " linguist ser lect".split()
)
