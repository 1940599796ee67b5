extension Topping {
    static let curedMeats: [String: Topping] = [
        "salami-slice": Topping(
            radius: 20, count: 10,
            body: ##"<circle r="20" fill="#EBC9B0"/>"##,
            marks: """
                <circle r="18.4" fill="#B9473F"/><circle r="18.4" fill="url(#~D)"/>\
                <path d="M-9-9h0M-2-12h0M6-9h0M12-3h0M-12-1h0M-5-4h0M2-3h0M8 3h0M-9 6h0M-2 4h0M4 9h0M-4 12h0M11 9h0" stroke="#F3CDBB" stroke-width="3"/>\
                <path d="M-6-8h0M3-8h0M-9 2h0M3 2h0M-1 9h0M12 3h0M9-7h0" stroke="#E59C8B" stroke-width="2"/><path d="M5 5h0M-7-1h0" stroke="#2b1310" stroke-width="2.4"/>\
                <path d="M-13-8q4-6 11-7" fill="none" stroke="#fff7" stroke-width="3"/>
                """,
            bold:
                ##"<circle r="28" fill="#B9473F" stroke="#EBC9B0" stroke-width="5"/><path d="M-10-9h0M8-10h0M-2 3h0M12 7h0M-10 12h0" stroke="#F6D3C2" stroke-width="7"/>"##
        ),
        "spicy-salami": Topping(
            radius: 18, count: 13,
            body:
                ##"<circle r="20" fill="#E8761E66" stroke="none"/><path d="M-17-3C-17-13-8-18 1-17 11-18 18-9 17 1 18 11 9 18-1 17-11 18-18 8-17-3Z" fill="#8E1F0D"/>"##,
            marks: """
                <path d="M-14-2C-14-11-7-15 1-14 9-15 15-8 14 1 15 9 8 15-1 14-9 15-15 7-14-2Z" fill="#C9371A"/><circle r="14" fill="url(#~L)"/>\
                <path d="M-7-6l2 1M3-9h1M9-1l-1 2M-9 4h1M0 1l2 1M5 8l-2 1M-4 10h0" stroke="#F2A27E" stroke-width="3.4"/>\
                <path d="M-3-3h0M6-5h0M-5 6h0M4 4h0" stroke="#7E1A0B" stroke-width="2.6"/><path d="M-12-7q4-6 11-7M6 13q5-2 7-7" fill="none" stroke="#FFC39B" stroke-width="2"/>
                """,
            bold:
                ##"<circle r="26" fill="#C9301A" stroke="#6E1509" stroke-width="7"/><path d="M-9-5l1 1M8-6h0M1 10h1" stroke="#F4A582" stroke-width="8"/>"##
        ),
        "prosciutto": Topping(
            radius: 24, count: 7,
            body:
                ##"<path d="M-30 5C-27-9-19-5-15-14-8-22-3-11 4-17 12-21 14-11 22-13 31-12 30-2 25 3 28 12 17 12 13 17 5 21 2 13-5 17-12 23-16 14-22 15-28 14-31 10-30 5Z" fill="#C4505A"/>"##,
            marks: """
                <path d="M-29 5C-26-9-19-5-15-14-8-22-3-11 4-17 12-21 14-11 22-13" fill="none" stroke="#F8DCD0" stroke-width="4"/>\
                <path d="M-23 9C-16-2-11 4-5-6 2-11 6-2 13-6 19-7 22-5 25 2" fill="none" stroke="#8E2A3A" stroke-width="3"/>\
                <path d="M-21 12C-13 3-9 9-3-1 4-6 7 3 13-1 17-2 20 0 22 5M-9 15C-6 9-2 11 2 5 6 3 8 9 12 7" fill="none" stroke="#E58A8C" stroke-width="3"/>\
                <path d="M-14-8q5-6 9-3" fill="none" stroke="#fff6" stroke-width="2"/>
                """,
            bold:
                ##"<path d="M-40 6q10-24 22-14t18-8 18 4 20 2" fill="none" stroke="#C4505A" stroke-width="24"/><path d="M-40-2q10-24 22-14t18-8 18 4 20 2" fill="none" stroke="#F8DCD0" stroke-width="6"/>"##
        ),
        "speck": Topping(
            radius: 21, count: 7,
            body:
                ##"<path d="M-29 8C-22-4-13 3-7-6 0-14 8-6 14-12 21-17 29-14 28-7 22-4 20 2 13 3 6 3 5 10-2 11-10 11-12 17-19 16-26 17-31 13-29 8Z" fill="#8C2233"/>"##,
            marks: """
                <path d="M-29 8C-22-4-13 3-7-6 0-14 8-6 14-12 21-17 29-14 28-7" fill="none" stroke="#3B140F" stroke-width="4"/>\
                <path d="M-25 11C-17 4-11 7-5-1 1-8 8-1 14-6 19-10 22-8 25-8" fill="none" stroke="#F0CBB8" stroke-width="3"/>\
                <path d="M-20 14C-14 9-9 11-3 5 3-1 7 3 12 0" fill="none" stroke="#C4525C" stroke-width="2.5"/>
                """,
            bold:
                ##"<path d="M-36 12L-10-4 10 2 36-14" fill="none" stroke="#3B140F" stroke-width="20"/><path d="M-34 16L-9 0 11 6 36-9" fill="none" stroke="#A93446" stroke-width="11"/>"##
        ),
        "bacon": Topping(
            radius: 19, count: 9,
            body:
                ##"<path d="M-27-4C-20-12-13-10-7-6S7-2 13-7 25-10 28-6L27 5C21 1 17 4 12 7S-2 9-8 5-21 1-28 7Z" fill="#9E2F22"/>"##,
            marks: """
                <path d="M-28 1C-20-6-14-5-8-1S7 3 12 0 22-5 28-1" fill="none" stroke="#F3D0A9" stroke-width="4"/>\
                <path d="M-28 6C-20 1-14 2-8 5S7 9 12 7 22 2 27 5M-27-4C-20-12-13-10-7-6S7-2 13-7 25-10 28-6" fill="none" stroke="#5E170F" stroke-width="2"/>\
                <path d="M-18-7l5 1M16-6l5-1" stroke="#E79A75" stroke-width="2"/>
                """,
            bold:
                ##"<path d="M-34 0q9-14 18-2t18 2 18-2 14-2" fill="none" stroke="#9E2F22" stroke-width="22"/><path d="M-34 0q9-14 18-2t18 2 18-2 14-2" fill="none" stroke="#F3D0A9" stroke-width="7"/>"##
        ),
        "pancetta": Topping(
            radius: 17, count: 10,
            body: ##"<circle r="17" fill="#E9968A"/>"##,
            marks: """
                <path d="M1 1C4-3-3-6-6-1-8 6 2 10 8 5 14-3 6-13-4-12-15-9-15 6-7 12 3 18 16 12 16 0" fill="none" stroke="#FBE6D6" stroke-width="4"/>\
                <path d="M-1 3C-4 5 3 7 6 1M-10 5C-12-4-5-9 2-9M2 14c7 0 12-6 12-11" fill="none" stroke="#B84B45" stroke-width="2.4"/><circle r="16.4" fill="none" stroke="#8F3A2C" stroke-width="1.6"/>
                """,
            bold:
                ##"<circle r="27" fill="#DF7F74"/><path d="M2 2C8-6-8-12-13-1-15 13 8 18 16 6 20-12 4-22-12-18" fill="none" stroke="#FBE6D6" stroke-width="8"/>"##
        ),
        "mortadella": Topping(
            radius: 24, count: 6,
            body:
                ##"<path d="M-22-2C-27-13-16-17-12-15-10-25 3-25 6-19 14-26 24-16 20-9 30-5 27 9 19 10 21 20 8 25 3 19-3 27-15 23-14 15-24 16-28 5-22-2Z" fill="#F2B3AC"/>"##,
            marks: """
                <path d="M2 2C-5-1-8-8-12-15M2 2C5-6 4-13 6-19M2 2C10 0 15-5 20-9M2 2C9 6 14 7 19 10M2 2C1 9 1 14 3 19M2 2C-5 6-10 10-14 15M2 2C-8 2-16 0-22-2" fill="none" stroke="#D27F7C" stroke-width="2"/>\
                <path d="M-14-6h1M-1-17h0M14-13h0M22 1h0M11 15l-1 1M-7 17h0M-19 7h0M-6-7h0M11-3h0" stroke="#FFF3EA" stroke-width="5"/><path d="M-16 9h0M7-12h0M17 5h0M0 11h0" stroke="#7FA044" stroke-width="3.4"/>
                """,
            bold:
                ##"<path d="M-18-16h0M12-20h0M22 6h0M2 22h0M-22 10h0M0 0h0" stroke="#F2B3AC" stroke-width="30"/><path d="M-16-12h0M14-14h0M14 10h0M-12 14h0" stroke="#FFF6EE" stroke-width="9"/>"##
        ),
    ]
}
