extension Topping {
    static let meats: [String: Topping] = [
        "ham": Topping(
            radius: 20, count: 9,
            body:
                ##"<path d="M-20-9C-12-17-2-13 5-16 14-18 22-10 18-3 23 4 19 13 10 13 3 18-8 17-13 13-22 12-24-1-20-9Z" fill="#EFA39B"/>"##,
            marks: """
                <path d="M-20-9C-12-17-2-13 5-16 14-18 22-10 18-3" fill="none" stroke="#FBE3D6" stroke-width="3.5"/>\
                <path d="M-15 6C-8-3 0 3 5-4 9-9 13-6 16-7" fill="none" stroke="#CF6F6B" stroke-width="3"/><path d="M-13 9C-6 1 2 7 7 0 10-4 13-3 16-3" fill="none" stroke="#FACDC4" stroke-width="3"/>\
                <path d="M-12-5l5-2M1 10l6-2" stroke="#F8C6BD" stroke-width="3"/>
                """,
            bold:
                ##"<path d="M-29-14Q-4-26 24-20 34-4 26 16 2 28-24 20-36 2-29-14Z" fill="#F1A59D"/><path d="M-20 8Q0-10 22-6" fill="none" stroke="#C96561" stroke-width="7"/>"##
        ),
        "sausage": Topping(
            radius: 12, count: 17,
            body:
                ##"<path d="M-12-2C-13-9-7-9-5-12 1-14 5-11 8-9 14-7 11-1 13 3 11 11 5 9 1 12-6 14-9 8-12 5-15 2-12-2-12-2Z" fill="#9A5535"/>"##,
            marks: """
                <path d="M-7-6h1M1-8h1M6-1h1M-2-1h0M-6 4h1M3 6h0" stroke="#C98458" stroke-width="5"/>\
                <path d="M-9 0l3 1M2 1l2-3M-1 8l3-1M7 4l1 2M-3-4h0" stroke="#5B2A17" stroke-width="2.4"/><path d="M-5-9q4-2 8 0" fill="none" stroke="#E8B48A" stroke-width="2"/><path d="M5-5l1-2M-4 2h1" stroke="#E9D9A5" stroke-width="1.6"/>
                """,
            bold:
                ##"<path d="M-20-2L-9-18 8-17 20-6 17 12 0 19-15 14Z" fill="#8F4A2C"/><path d="M-6-5h0M7-3h0M0 8h0" stroke="#C98458" stroke-width="9"/>"##
        ),
        "chicken": Topping(
            radius: 15, count: 10,
            body:
                ##"<path d="M-16 3C-18-6-9-13 0-13 9-15 17-8 16 0 17 8 10 12 3 11-4 14-13 12-16 3Z" fill="#E9BE7E"/>"##,
            marks: """
                <path d="M-12 4C-8 10 4 10 13 3 12 9 8 11 3 10-4 13-11 11-12 4Z" fill="#B97A36"/><path d="M-8-9l-3 12M0-11l-3 15M8-10l-3 14" stroke="#7A4216" stroke-width="2.6"/>\
                <path d="M-11-2q3-6 8-7" fill="none" stroke="#FFF0CF" stroke-width="2.5"/>
                """,
            bold:
                ##"<path d="M-25 4Q-22-20 2-21 27-20 25 2 20 20 2 19-20 22-25 4Z" fill="#E9BE7E"/><path d="M-9-11l-4 20M7-12l-4 21" stroke="#7A4216" stroke-width="6"/>"##
        ),
        "meatball": Topping(
            radius: 15, count: 9, turn: 25,
            body: ##"<circle r="15" fill="#7C3F24"/>"##,
            marks: """
                <circle r="15" fill="url(#~D)"/><path d="M-11 4C-8-10 7-14 12-4 5-6-2-4-4 2-5 7-10 9-11 4Z" fill="#C23A1E"/><circle r="15" fill="url(#~L)"/>\
                <path d="M3 5h1M8 2h0M-1 10h0M6 9h0" stroke="#A9653F" stroke-width="3"/><path d="M-6-5q3-4 7-4" fill="none" stroke="#fff9" stroke-width="2.4"/>
                """,
            bold:
                ##"<circle r="24" fill="#6E3520"/><path d="M-19 2Q-8-24 16-10 2-4-6 8Z" fill="#C23A1E"/><path d="M-8-11h1" stroke="#fffb" stroke-width="7"/>"##
        ),
        "nduja": Topping(
            radius: 14, count: 11,
            body:
                ##"<circle r="16" fill="#EE7A1A59" stroke="none"/><path d="M-12-1C-16-7-8-12-5-8-3-16 5-13 4-8 11-14 15-6 10-3 17 0 12 8 7 5 9 13 0 14-1 8-7 14-13 8-8 4-14 4-15 0-12-1Z" fill="#B02A10"/>"##,
            marks: """
                <path d="M-7-4h1M2-7h0M6 0h1M-2 2h0M-5 6h0M3 6h0" stroke="#E0561F" stroke-width="5"/><path d="M-2-4h0M3 2h0M-7 1h0" stroke="#FF9D52" stroke-width="2.6"/>
                """,
            bold:
                ##"<path d="M0-24L7-8 24-9 11 2 18 19 1 10-15 20-10 3-24-7-7-8Z" fill="#C2350F"/><path d="M0 0h0" stroke="#FF8A3A" stroke-width="11"/>"##
        ),
        "wurstel": Topping(
            radius: 10, count: 18, turn: 30,
            body: ##"<path d="M-10-2V4C-10 13 10 13 10 4V-2Z" fill="#A8482F"/>"##,
            marks:
                ##"<ellipse cy="-2" rx="10" ry="8" fill="#F0B295"/><ellipse cy="-2" rx="7.5" ry="5.6" fill="#E79A7D"/><path d="M-4-4q3-3 7-1" fill="none" stroke="#FBDCCB" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-15-4V7C-15 20 15 20 15 7V-4Z" fill="#9C3F28"/><ellipse cy="-4" rx="15" ry="11" fill="#F2B79B"/>"##
        ),
        "egg": Topping(
            radius: 31, count: 1, placement: .heart, level: .topping,
            body:
                ##"<path d="M-30-4C-33-20-17-25-9-27 2-35 15-27 19-22 34-21 33-4 30 3 36 17 21 25 12 26 3 35-13 29-18 24-33 22-34 7-30-4Z" fill="#FFFDF5"/>"##,
            marks: """
                <path d="M-26-3C-28-16-15-20-7-22 2-29 13-22 17-18" fill="none" stroke="#E9DDC4" stroke-width="3"/><circle cx="1" cy="1" r="14.5" fill="#E88E0C"/>\
                <circle cx="1" cy="0" r="13" fill="#F9B51E"/><circle cx="1" r="13" fill="url(#~L)"/><path d="M-6-4q3-6 9-6" fill="none" stroke="#fffc" stroke-width="3"/>\
                <path d="M-17 14h0M14-16h0M19 12h0" stroke="#5b4632" stroke-width="1.5"/>
                """,
            bold:
                ##"<path d="M-42-6Q-36-36-10-38 22-46 40-20 48 12 22 36-14 48-38 28-50 10-42-6Z" fill="#FFFDF5"/><circle r="20" fill="#F6A91B"/>"##
        ),
    ]
}
