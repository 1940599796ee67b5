extension Topping {
    static let vegetables: [String: Topping] = [
        "mushroom": Topping(
            radius: 17, count: 11,
            body:
                ##"<path d="M-17 1C-18-11-8-16 0-16S18-11 17 1C16 5 9 5 5 3L6 14Q0 18-6 14L-5 3C-9 5-16 5-17 1Z" fill="#F3E4CB"/>"##,
            marks: """
                <path d="M-17 1C-18-11-8-16 0-16S18-11 17 1" fill="none" stroke="#B08A62" stroke-width="2.4"/><path d="M-12 0C-9-6-4-5-3 1M12 0C9-6 4-5 3 1" fill="none" stroke="#6E4A33" stroke-width="3.4"/>\
                <path d="M-9-8q5-4 11-3" fill="none" stroke="#fffc" stroke-width="2.6"/><path d="M-1 6v7" stroke="#D3B893" stroke-width="2"/>
                """,
            bold:
                ##"<path d="M-26 2C-26-18-12-25 0-25S26-18 26 2C22 9 12 7 8 5L9 22H-9L-8 5C-12 7-22 9-26 2Z" fill="#F3E4CB"/><path d="M-16 1Q-9-9-5 3M16 1Q9-9 5 3" fill="none" stroke="#6E4A33" stroke-width="6"/>"##
        ),
        "porcini": Topping(
            radius: 20, count: 8,
            body:
                ##"<path d="M-20-1C-21-14-9-19 0-19S21-14 20-1C20 4 13 4 9 2 13 9 12 18 0 19-12 18-13 9-9 2-13 4-20 4-20-1Z" fill="#F1DDB8"/>"##,
            marks: """
                <path d="M-20-1C-21-14-9-19 0-19S21-14 20-1C16-7 10-11 0-11S-16-7-20-1Z" fill="#7A4524"/><path d="M-13 0C-8-7 8-7 13 0" fill="none" stroke="#C9A25A" stroke-width="4"/>\
                <path d="M-4 6v8M1 7v9M6 7l-1 6" stroke="#D8BD8C" stroke-width="1.8"/><path d="M-11-13q5-4 12-3" fill="none" stroke="#C08A5A" stroke-width="2.4"/>
                """,
            bold:
                ##"<path d="M-14 0H14Q22 27 0 28T-14 0Z" fill="#F1DDB8"/><path d="M-31 3C-31-22-14-28 0-28S31-22 31 3Q0-10-31 3Z" fill="#7A4524"/>"##
        ),
        "olive-black": Topping(
            radius: 10, count: 15,
            body: ##"<circle r="10" fill="#2A1D29"/>"##,
            marks:
                ##"<circle r="4" fill="#8B3A1D"/><circle r="4" fill="none" stroke="#5C4658" stroke-width="1.6"/><path d="M-7-3q2-4 6-4" fill="none" stroke="#C9BECB" stroke-width="2"/>"##,
            bold: ##"<circle r="13" fill="none" stroke="#221722" stroke-width="12"/>"##),
        "olive-green": Topping(
            radius: 11, count: 13, turn: 50,
            body: ##"<ellipse rx="12" ry="9" fill="#7F9132"/>"##,
            marks:
                ##"<ellipse rx="12" ry="9" fill="url(#~D)"/><circle cx="7" cy="1" r="3.8" fill="#C5311B"/><circle cx="7" cy="1" r="3.8" fill="none" stroke="#55651D" stroke-width="1.4"/><path d="M-7-3q3-3 8-3" fill="none" stroke="#E4EBA8" stroke-width="2.4"/>"##,
            bold:
                ##"<ellipse rx="20" ry="14" fill="#7F9132"/><path d="M9 0h0" stroke="#C5311B" stroke-width="12"/>"##
        ),
        "artichoke": Topping(
            radius: 19, count: 7,
            body:
                ##"<path d="M0 18C-7 14-8 10-9 6-18 6-21-4-17-10-13-9-11-8-9-7-10-13-6-17 0-20 6-17 10-13 9-7 11-8 13-9 17-10 21-4 18 6 9 6 8 10 7 14 0 18Z" fill="#8E9B55"/>"##,
            marks: """
                <path d="M0 16C-5 8-5-8 0-18 5-8 5 8 0 16Z" fill="#D9D59A"/><path d="M-8 5C-13 2-16-3-16-8M8 5C13 2 16-3 16-8M-7-5C-5 0-4 5-4 9M7-5C5 0 4 5 4 9" fill="none" stroke="#566329" stroke-width="2"/>\
                <path d="M-3 7Q0 1 3 7" fill="none" stroke="#F5EFC8" stroke-width="3"/><path d="M-17-10l2 3M17-10l-2 3M0-20v4" stroke="#7A4A63" stroke-width="2.6"/>
                """,
            bold:
                ##"<path d="M0 26C-16 18-32 4-24-16L-10-8 0-28 10-8 24-16C32 4 16 18 0 26Z" fill="#7F8E45"/><path d="M0 20C-9 8-7-6 0-16 7-6 9 8 0 20Z" fill="#DEDBA0"/>"##
        ),
        "spinach": Topping(
            radius: 17, count: 9,
            body:
                ##"<path d="M-19 6C-20-2-14-3-12-8-8-15-2-11 1-14 8-18 11-10 15-9 21-4 16 1 18 6 14 13 8 9 4 13-3 17-6 11-10 13-16 14-18 11-19 6Z" fill="#1F4F26"/>"##,
            marks:
                ##"<path d="M-14 6C-7 1-3 4 1-2 4-7 8-7 11-5M-7 10C-3 6 3 9 7 3 10 0 13 2 15 4M-9-4C-5-6-3-3 0-7" fill="none" stroke="#4C8A3C" stroke-width="3"/><path d="M-12 3q5-4 9-3M4 6q4-4 7-3" fill="none" stroke="#8DBB62" stroke-width="1.6"/>"##,
            bold:
                ##"<path d="M-28 6Q-24-16-8-14 4-28 18-14 34-4 24 10 10 24-6 18-26 22-28 6Z" fill="#1F5128"/><path d="M-18 6Q-4-8 2 0T20-2" fill="none" stroke="#5D9B48" stroke-width="6"/>"##
        ),
        "garlic": Topping(
            radius: 9, count: 13,
            body: ##"<path d="M0-11C6-6 8-1 6 5 4 10-4 10-6 5-8-1-6-6 0-11Z" fill="#FFF6DC"/>"##,
            marks:
                ##"<path d="M0-5C3-1 3 3 0 6-3 3-3-1 0-5Z" fill="#D9D593"/><path d="M-5 4C-3 9 3 9 5 4" fill="none" stroke="#C98B3C" stroke-width="2"/>"##,
            bold:
                ##"<path d="M0-19C12-9 15 1 10 10 5 17-5 17-10 10-15 1-12-9 0-19Z" fill="#FFF6DC"/><path d="M0-6V8" stroke="#B9B465" stroke-width="6"/>"##
        ),
        "capers": Topping(
            radius: 11, count: 12,
            body:
                ##"<path d="M-8 1C-13-2-11-10-5-9 1-8 0 2-8 1ZM3 0C1-6 7-11 11-6 14 0 6 5 3 0ZM-4 10C-4 4 3 3 5 7 6 13-3 15-4 10Z" fill="#5D6E2C"/>"##,
            marks:
                ##"<path d="M-7-6h0M7-6h0M0 7h0" stroke="#A9B768" stroke-width="3.4"/><path d="M-5-9l1-3M11-6l3-2M5 8l3 1" stroke="#414F1A" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-11-7h0M11-5h0M-2 12h0" stroke="#4F6024" stroke-width="18"/><path d="M-13-9h0M9-7h0M-4 10h0" stroke="#AEBD6C" stroke-width="6"/>"##
        ),
        "chilli": Topping(
            radius: 14, count: 10,
            body: ##"<path d="M-16-7C-8-2 2-3 9 3 13 7 16 10 19 9 15 14 8 13 2 9-5 5-13 4-18-2Z" fill="#D41D12"/>"##,
            marks:
                ##"<path d="M-12-3C-5 0 3 1 9 6" fill="none" stroke="#FF8C73" stroke-width="2.2"/><path d="M-17-4C-20-6-20-9-23-10" fill="none" stroke="#4C7A2C" stroke-width="3.4"/><path d="M-18-1L-15-7" stroke="#4C7A2C" stroke-width="3"/>"##,
            bold:
                ##"<path d="M-20-12Q18-8 28 14 6 20-22 2Z" fill="#DB1F13"/><path d="M-21-5L-30-14" stroke="#3F6E25" stroke-width="8"/>"##
        ),
    ]
}
