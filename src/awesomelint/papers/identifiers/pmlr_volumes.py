"""Which volume of the Proceedings of Machine Learning Research is which conference's."""

from __future__ import annotations

_CONFERENCES = {
    "ACML": (
        "2010:v13 2011:v20 2012:v25 2013:v29 2014:v39 2015:v45 2016:v63 2017:v77 2018:v95 2019:v101 2020:v129 "
        "2021:v157 2022:v189 2023:v222 2024:v260"
    ),
    "AISTATS": (
        "1995:r0 1997:r1 1999:r2 2001:r3 2003:r4 2005:r5 2007:v2 2009:v5 2010:v9 2011:v15 2012:v22 2013:v31 "
        "2014:v33 2015:v38 2016:v51 2017:v54 2018:v84 2019:v89 2020:v108 2021:v130 2022:v151 2023:v206 "
        "2024:v238 2025:v258"
    ),
    "AutoML": "2022:v188 2023:v224 2024:v256",
    "CHIL": "2022:v174",
    "COLT": (
        "2011:v19 2012:v23 2013:v30 2014:v35 2015:v40 2016:v49 2017:v65 2018:v75 2019:v99 2020:v125 2021:v134 "
        "2022:v178 2023:v195 2024:v247 2025:v291"
    ),
    "CoLLAs": "2022:v199",
    "CoRL": "2017:v78 2018:v87 2019:v100 2020:v155 2021:v164 2022:v205 2023:v229 2024:v270",
    "FAccT": "2018:v81",
    "ICML": (
        "2013:v28 2014:v32 2015:v37 2016:v48 2017:v70 2018:v80 2019:v97 2020:v119 2021:v139 2022:v162 "
        "2023:v202 2024:v235 2025:v267"
    ),
    "L4DC": "2020:v120 2021:v144",
    "LoG": "2022:v198",
    "MIDL": "2022:v172 2023:v227",
    "UAI": "2019:v115 2020:v124 2021:v161 2022:v180 2023:v216 2024:v244 2025:v286",
}
"""Years and volumes of each conference. Volumes of workshops are not here, nor those whose years nobody has looked up."""

VOLUMES = {
    volume: (conference, int(year))
    for conference, editions in _CONFERENCES.items()
    for year, _, volume in (edition.partition(":") for edition in editions.split())
}
"""Conference and year by volume. The year is the conference's; the keys of papers bear the year of printing."""
