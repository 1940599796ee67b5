extension Topping {
    static let cheeses: [String: Topping] = [
        "mozzarella": Topping(
            radius: 28, count: 17, level: .melt,
            body: "",
            marks: """
                <path d="M-30-4C-29-19-14-22-5-27 8-31 13-18 22-16 37-10 28 4 25 12 23 26 9 22 0 25-13 31-23 23-25 13-35 8-31 2-30-4Z" fill="url(#~P)"/>\
                <path d="M-15-9C-9-17 0-15 5-18M9 12q6-1 9-6" fill="none" stroke="#fff7" stroke-width="2.6"/>\
                <path d="M-18 12q10 9 22 6" fill="none" stroke="#E0A54A4d" stroke-width="2"/>
                """,
            bold:
                ##"<path d="M-33-6C-30-30-8-32 8-28 30-26 36-8 31 7 28 28 8 32-8 27-28 29-37 8-33-6Z" fill="#FBEBC0"/>"##
        ),
        "buffalo-mozzarella": Topping(
            radius: 22, count: 8, level: .cheese,
            body:
                ##"<path d="M-21-4C-20-17-9-22 3-20 16-20 23-10 21 3 21 15 10 22-3 20-16 21-23 8-21-4Z" fill="#FFFAEC"/>"##,
            marks: """
                <path d="M-17 5C-13 15 5 19 17 8 14 18 3 20-3 19-11 19-16 13-17 5Z" fill="#D9BE8F99"/>\
                <path d="M-12-9q7-8 17-5M8 3q-6 5-13 3" fill="none" stroke="#E4D2AE" stroke-width="2"/>\
                <path d="M-13-4q3-9 10-10" fill="none" stroke="#fff" stroke-width="4"/>
                """,
            bold:
                ##"<circle r="30" fill="#FFFBF0"/><path d="M-17 10Q0 24 18 8" fill="none" stroke="#D8C39A" stroke-width="7"/>"##
        ),
        "smoked-cheese": Topping(
            radius: 19, count: 9, level: .cheese,
            body: ##"<path d="M-20 7A20 20 0 0 1 20 7Q17 13 0 13T-20 7Z" fill="#F4D58C"/>"##,
            marks: """
                <path d="M-20 7A20 20 0 0 1 20 7" fill="none" stroke="#9A5A22" stroke-width="4"/>\
                <path d="M-9 4q4-8 12-6" fill="none" stroke="#fffa" stroke-width="3"/><path d="M5 7h4M-6 8h1" stroke="#C98B3C99" stroke-width="4"/>
                """,
            bold: ##"<path d="M-30 12A30 30 0 0 1 30 12Z" fill="#F4D58C" stroke="#9A5A22" stroke-width="7"/>"##),
        "gorgonzola": Topping(
            radius: 17, count: 10, level: .cheese,
            body: ##"<path d="M-17-3L-9-15 5-13 16-7 15 8 5 16-10 13Z" fill="#F6EBC6"/>"##,
            marks: """
                <path d="M-11-5q5 5 8-1t9 2M-8 6q5-4 9 1t8-3M2-9l3 2" fill="none" stroke="#4E7A78" stroke-width="3"/>\
                <path d="M-3 1h1M9 7h0M-11 2h0" stroke="#3D5F66" stroke-width="4"/><path d="M-9-11l9 1" stroke="#fff" stroke-width="2"/>
                """,
            bold:
                ##"<path d="M-26-4L-14-24 10-22 26-8 22 16 4 26-18 20Z" fill="#F6EBC6"/><path d="M-13-6q8 8 13-1t12 3M-6 11h8" fill="none" stroke="#3F7478" stroke-width="7"/>"##
        ),
        "parmesan-shavings": Topping(
            radius: 16, count: 10, level: .herb,
            body: ##"<path d="M-21 4L-13-9 2-12 19-7 22 1 8 5-4 10Z" fill="#F7E3A3"/>"##,
            marks: """
                <path d="M-21 4L-4 10 8 5 22 1 9 1-5 5Z" fill="#D8B45F"/><path d="M-12-5L2-8 15-5" fill="none" stroke="#FFF6D5" stroke-width="3"/>\
                <path d="M-8 1l6-1M4-2l7 0" stroke="#E3C67C" stroke-width="1.5"/>
                """,
            bold:
                ##"<path d="M-32 6L-18-14 8-18 32-8 12 10-6 16Z" fill="#F9E7AC" stroke="#C9A04A" stroke-width="4"/>"##
        ),
        "ricotta": Topping(
            radius: 16, count: 9, level: .cheese,
            body:
                ##"<path d="M-15 3C-20-5-12-12-7-10-5-17 6-17 8-11 16-12 20-3 14 2 18 9 9 16 3 12-3 18-15 14-15 3Z" fill="#FFFDF6"/>"##,
            marks: """
                <path d="M-9 8Q0 4 3 8T12 5" fill="none" stroke="#D9CDB2" stroke-width="3"/>\
                <path d="M-9-3h0M-3-8h0M3-3h0M9-5h0M-4 2h0M6 3h0" stroke="#EADFC8" stroke-width="4"/><path d="M-4-12h0M7-8h0" stroke="#fff" stroke-width="3"/>
                """,
            bold: ##"<path d="M-22 4h0M-6-16h0M14-12h0M18 10h0M-4 12h0M0 0h0" stroke="#FFFDF6" stroke-width="26"/>"##),
        "stracciatella": Topping(
            radius: 21, count: 8, level: .cheese,
            body:
                ##"<path d="M-20 0C-23-12-9-12-4-17 3-21 9-13 15-13 25-9 18 1 20 7 17 19 7 13-1 18-11 21-16 13-20 0Z" fill="#FFF8E6"/>"##,
            marks: """
                <path d="M-16-2q8-10 16-4t14-5M-15 6q10-7 17-1t14-3M-8 14q6-7 12-2M-6-12q6 3 11-1" fill="none" stroke="#E2CFA4" stroke-width="2"/>\
                <path d="M-14 2q8-8 15-3t13-4M-9 10q7-6 13-1" fill="none" stroke="#fff" stroke-width="3"/>
                """,
            bold:
                ##"<path d="M-26-8q13-14 26-2t26-6M-26 8q13-12 26 0t26-4M-14 20q12-10 26 0" fill="none" stroke="#FFF6E0" stroke-width="12"/>"##
        ),
        "feta": Topping(
            radius: 12, count: 15, level: .topping,
            body: ##"<path d="M-11-4L1-11 12-5 11 7-1 12-12 6Z" fill="#FFFFFA"/>"##,
            marks:
                ##"<path d="M-12 6L-11-4 0 1-1 12Z" fill="#D9D3C0"/><path d="M0 1L12-5 11 7-1 12Z" fill="#EFEADA"/><path d="M-1-5h0M4-4h0M6 3h0" stroke="#CFC8B2" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-19-9L3-19 20-8 18 13-2 20-20 11Z" fill="#FFFFFA"/><path d="M-20 11L-19-9 0 0-2 20Z" fill="#CFC8B4"/>"##
        ),
        "provola": Topping(
            radius: 20, count: 9, level: .cheese,
            body: ##"<path d="M0-20C6-18 7-13 9-9 22-3 20 19 0 19-20 19-22-3-9-9-7-13-6-18 0-20Z" fill="#F8DE9C"/>"##,
            marks: """
                <path d="M0-20C6-18 7-13 9-9 22-3 20 19 0 19-20 19-22-3-9-9-7-13-6-18 0-20Z" fill="none" stroke="#D39A3F" stroke-width="2.5"/>\
                <path d="M-10 4q2-8 9-8" fill="none" stroke="#fffc" stroke-width="4"/><path d="M6 8h4M-3 12h1" stroke="#B5651D80" stroke-width="6"/>
                """,
            bold:
                ##"<path d="M0-30C9-27 10-19 13-13 33-4 30 28 0 28-30 28-33-4-13-13-10-19-9-27 0-30Z" fill="#F8DE9C" stroke="#C98B3C" stroke-width="5"/>"##
        ),
    ]
}
