extension Topping {
    static let herbs: [String: Topping] = [
        "basil": Topping(
            radius: 19, count: 6, placement: .inner, level: .herb,
            body: ##"<path d="M-22 4C-19-10-4-17 22-9 14 12-4 19-17 11Q-20 8-22 4Z" fill="#2E6A3E"/>"##,
            marks: """
                <path d="M-22 4C-19-10-4-17 22-9 6-7-9-2-22 4Z" fill="#4F9650"/><path d="M-26 7Q-6-4 20-8M-10 0Q-8-6-4-9M0-4Q3-8 8-9M-8 0Q-2 5 0 11M3-4Q8-1 9 4" fill="none" stroke="#9CC982" stroke-width="1.4"/>\
                <path d="M-14-4Q-7-10 3-11" fill="none" stroke="#BFE0A0" stroke-width="2.2"/>
                """,
            bold:
                ##"<path d="M-33 8Q-20-26 33-14 12 28-24 18Z" fill="#2C6E3C"/><path d="M-26 10L20-9" stroke="#8FC87F" stroke-width="5"/>"##
        ),
        "rocket": Topping(
            radius: 16, count: 13, level: .herb,
            body:
                ##"<path d="M-27 3L-12 0C-13-7-7-9-4-3 -2-11 5-12 5-4 9-11 20-12 26-3 20 6 9 7 5 3 4 10-4 9-4 3-8 8-13 6-12 3L-26 6Z" fill="#3F7F33"/>"##,
            marks:
                ##"<path d="M-26 4Q0-1 20-2M-8 1L-9-4M2-1L2-7M11-2L14-6M-8 2L-9 5M2 0L2 5M11 0L14 3" fill="none" stroke="#A8D07A" stroke-width="1.6"/>"##,
            bold: ##"<path d="M-36 2L-14-3-10-17 0-4 8-18 14-4 34-8 16 5 9 17 0 5-9 15-13 4Z" fill="#3B7F31"/>"##),
        "oregano": Topping(
            radius: 15, count: 11, level: .herb,
            body: "",
            marks:
                ##"<path d="M-11-6l2 1M-2-10l1 2M7-7h2M-6 2l2-1M4 0l2 2M11 4l-2 1M-9 9l2 1M1 9l2-1M8 11l1-2M-1-3h1" stroke="#3D5C22" stroke-width="2.6"/><path d="M-6-7l2 0M3-4l1 2M-11 3h1M-3 6l1 1M12-2l0 2M5 6h0" stroke="#7F9A46" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-15-8l4 2M0-17l2 4M14-5l-4 3M-7 6l4-2M6 11l3 3M-14 18l3-2" stroke="#3D5F22" stroke-width="7"/>"##
        ),
        "thyme": Topping(
            radius: 17, count: 8, level: .herb,
            body: "",
            marks: """
                <path d="M-20 7Q-2 3 19-9" fill="none" stroke="#6B5A34" stroke-width="1.8"/><path d="M-14 6l-2-5M-13 6l1 5M-6 4l-3-5M-5 4l2 5M2 1l-3-5M3 1l3 4M10-4l-3-4M10-4l4 3M17-8l3-3" stroke="#5E7F4A" stroke-width="3.6"/>
                """,
            bold:
                ##"<path d="M-28 10Q0 4 26-14" fill="none" stroke="#5F6B38" stroke-width="4"/><path d="M-18 8l-4-9M-16 8l2 9M-2 3l-5-9M-1 3l4 8M14-7l-5-8M15-7l7 6" stroke="#5E8549" stroke-width="7"/>"##
        ),
    ]

    static let extras: [String: Topping] = [
        "honey": Topping(
            radius: 26, count: 5, turn: 30, level: .herb,
            body: "",
            marks: """
                <path d="M-32 8C-22-18-16-16-14 0S-2 20 2 0 12-18 16-2 26 12 32-6" fill="none" stroke="#B96A0899" stroke-width="6"/>\
                <path d="M-32 7C-22-19-16-17-14-1S-2 19 2-1 12-19 16-3 26 11 32-7" fill="none" stroke="#F2A81D" stroke-width="4"/>\
                <path d="M-22-11q4-5 6 4M6-11q4-7 7 1M-9 11q4 1 6-3" fill="none" stroke="#FFE9A0" stroke-width="1.8"/>
                """,
            bold:
                ##"<path d="M-40 8C-26-22-18-20-14 0S0 24 6 0 18-20 22-2 32 10 40-6" fill="none" stroke="#EFA31A" stroke-width="9"/>"##
        ),
        "chilli-oil": Topping(
            radius: 17, count: 9, level: .topping,
            body: "",
            marks: """
                <path d="M-15-2C-14-11-2-13 3-9 12-9 15 1 9 6 2 12-14 11-15-2ZM11 12q4-3 6 1t-6 4ZM-14 13h1q3 2 0 4t-3-2Z" fill="#E0521680"/><path d="M-10-3q3-6 10-5" fill="none" stroke="#FFD9A8" stroke-width="2.4"/>\
                <path d="M-4 3l3 1M4-2l1 2M0-4h0M14 14h0" stroke="#8E120A" stroke-width="2.6"/>
                """,
            bold:
                ##"<path d="M-22 0Q-16-22 6-17 24-8 14 10-12 22-22 0Z" fill="#E2531Ab3"/><path d="M20 18h0" stroke="#E2531A" stroke-width="12"/><path d="M-4 2h3" stroke="#8E120A" stroke-width="7"/>"##
        ),
    ]
}
