extension Topping {
    static let seaFood: [String: Topping] = [
        "anchovy": Topping(
            radius: 18, count: 8, turn: 25, placement: .radial,
            body: ##"<path d="M-29 5C-24-4-14-9 0-9 13-9 23-3 31-7 26 3 15 8 2 6-10 4-18 9-29 5Z" fill="#6A4936"/>"##,
            marks: """
                <path d="M-27 4C-22-4-13-7 0-7 12-7 22-2 28-5 18 0 10-1 0-3-12-4-20 2-27 4Z" fill="#C7B09A"/><path d="M-24 4C-14-2 0-2 8 2S22 0 26-3" fill="none" stroke="#3A2418" stroke-width="1.8"/>\
                <path d="M-15-1l-3 4M-8-3l-3 5M0-2l-3 5M8 1l-3 4M-12-6l5-1M4-7l6 1" stroke="#EADBC8" stroke-width="1.4"/>
                """,
            bold:
                ##"<path d="M-40 8C-32-10-16-15 2-14 18-13 30-4 40-10 34 8 18 15 0 11-16 8-28 14-40 8Z" fill="#5F4334"/><path d="M-30 3Q-14-7 4-5T28 0" fill="none" stroke="#D9C4AA" stroke-width="5"/>"##
        ),
        "tuna": Topping(
            radius: 15, count: 13,
            body:
                ##"<path d="M-17 3C-16-6-11-8-8-11-2-15 3-11 7-13 14-12 14-6 16-3 18 4 11 5 10 9 5 15 0 11-4 13-12 14-17 9-17 3Z" fill="#D9A78D"/>"##,
            marks: """
                <path d="M-14 3C-10-5-2-9 7-10M-11 7C-6-1 4-5 14-3M-6 10C-1 4 6 2 12 3" fill="none" stroke="#B57E66" stroke-width="2"/>\
                <path d="M-13 0C-9-7-2-11 5-11M-11 4C-6-4 3-7 12-6M-7 8C-2 2 5 0 12 0" fill="none" stroke="#F6DFCF" stroke-width="2"/><path d="M-9-3l3 2M2-1l3 2M-2 5l2 2" stroke="#A06A54" stroke-width="1.6"/>
                """,
            bold:
                ##"<path d="M-26 5Q-22-14-6-20 8-22 14-18 26-10 24 2 18 18 2 20-20 24-26 5Z" fill="#D29C80"/><path d="M-17 3Q-6-12 12-12M-12 13Q0-2 18 0" fill="none" stroke="#FBE9DC" stroke-width="5"/>"##
        ),
        "shrimp": Topping(
            radius: 16, count: 9,
            body:
                ##"<path d="M-9 14C-19 6-18-10-5-15 9-18 19-7 15 4L21 11 14 12 11 17 7 8C9 0 6-6 0-6-7-5-7 4-2 8Q-3 15-9 14Z" fill="#F58B63"/>"##,
            marks: """
                <path d="M-13 5L-6 2M-14-5L-6-3M-7-13L-3-6M4-14L3-6M13-8L8-3M15 2L8 4" stroke="#FFD9C2" stroke-width="2.4"/>\
                <path d="M-14 3C-14-8-4-14 5-12" fill="none" stroke="#fff9" stroke-width="2"/><path d="M14 12l1-6M20 11l-4-5" stroke="#D0532F" stroke-width="1.6"/>
                """,
            bold:
                ##"<path d="M-8 18C-26 4-12-22 6-17 20-12 20 4 12 10" fill="none" stroke="#F47F57" stroke-width="17"/><path d="M4 8L22 4 18 24Z" fill="#D9532F"/>"##
        ),
        "mussel": Topping(
            radius: 18, count: 7,
            body: ##"<path d="M-20 7C-17-6-3-15 15-14 23-12 21-3 16 3 8 13-9 18-20 7Z" fill="#232A3A"/>"##,
            marks: """
                <path d="M-15 6C-12-4-1-11 14-11 18-9 16-3 12 1 5 9-8 13-15 6Z" fill="#8FA0B5"/><path d="M-11 5C-9-3 0-8 9-8 14-6 11-1 8 2 2 8-8 10-11 5Z" fill="#F0A24B"/>\
                <path d="M-7 3C-4-1 2-4 7-4" fill="none" stroke="#FFD79A" stroke-width="2.5"/><path d="M-17 9C-8 15 5 12 13 5" fill="none" stroke="#4A5670" stroke-width="1.6"/>
                """,
            bold:
                ##"<path d="M-30 12Q-22-22 28-20 34 0 12 14-14 28-30 12Z" fill="#1F2636"/><path d="M-17 8Q-8-10 14-10 14 4 2 9-10 14-17 8Z" fill="#F2A650"/>"##
        ),
        "salmon": Topping(
            radius: 22, count: 7,
            body:
                ##"<path d="M-27 4C-22-8-14-3-9-10-2-18 6-10 12-14 20-18 29-11 26-3 22 4 25 8 17 10 9 10 8 16 0 16-9 15-10 19-18 16-25 16-29 11-27 4Z" fill="#F58148"/>"##,
            marks: """
                <path d="M-22 8C-17-1-11 3-5-4 1-11 7-5 14-9M-17 12C-11 4-6 8 0 1 6-4 11 0 19-5M-8 14C-4 9 0 10 5 6 10 2 15 4 22 1" fill="none" stroke="#FFD2B5" stroke-width="2.4"/>\
                <path d="M-27 4C-22-8-14-3-9-10-2-18 6-10 12-14" fill="none" stroke="#D95F2B" stroke-width="2"/>
                """,
            bold:
                ##"<path d="M-36 8Q-22-20-4-16 14-28 36-12 34 14 8 18-18 28-36 8Z" fill="#F4793D"/><path d="M-24 8Q-8-8 8-6T26-6M-12 16Q4 4 20 6" fill="none" stroke="#FFD9BF" stroke-width="5"/>"##
        ),
        "squid": Topping(
            radius: 13, count: 11,
            body:
                ##"<path fill-rule="evenodd" d="M-13-1C-13-10-6-13 1-13 9-13 14-7 13 1 13 9 7 13-1 13-9 13-13 7-13-1ZM-6 0C-6 4-3 6 0 6 4 6 6 3 6 0 6-4 3-6 0-6-4-6-6-4-6 0Z" fill="#F9EDE2"/>"##,
            marks: """
                <path d="M-12 0C-12-8-6-12 1-12 8-12 12-7 12 1" fill="none" stroke="#C98FA3" stroke-width="2.2"/><path d="M-9 3C-8 8-4 10 0 10 6 10 10 6 10 1" fill="none" stroke="#fff" stroke-width="2.4"/>\
                <circle r="6.6" fill="none" stroke="#D8B9A6" stroke-width="1.4"/>
                """,
            bold:
                ##"<circle r="17" fill="none" stroke="#C98FA3" stroke-width="17"/><circle r="16" fill="none" stroke="#FBF1E8" stroke-width="11"/>"##
        ),
    ]
}
