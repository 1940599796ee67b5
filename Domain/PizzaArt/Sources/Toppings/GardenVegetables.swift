extension Topping {
    static let gardenVegetables: [String: Topping] = [
        "cherry-tomato": Topping(
            radius: 13, count: 11, turn: 35,
            body: ##"<circle r="13" fill="#C3200F"/>"##,
            marks: """
                <circle r="10.8" fill="#EC5A3A"/><path d="M-1.5-8C-9-8-10 6-3 8-1 5-1-5-1.5-8ZM2-8C9-8 10 5 4 8 1 5 1-5 2-8Z" fill="#F99B5B"/>\
                <path d="M-5-4l-1 2M-6 2l1 2M5-4l1 2M6 2l-1 2M-4-1h0M4-1h0" stroke="#FBE3A0" stroke-width="2.2"/><path d="M-10-5q3-5 8-6" fill="none" stroke="#fffb" stroke-width="2.2"/>
                """,
            bold:
                ##"<circle r="20" fill="#D42814"/><path d="M-5-7v13M6-7v13" stroke="#FBB36B" stroke-width="7"/>"##
        ),
        "tomato-slice": Topping(
            radius: 20, count: 8,
            body: ##"<circle r="20" fill="#C7260F"/>"##,
            marks: """
                <circle r="17.6" fill="#F0694A"/><path d="M-3-4L-8-14Q0-17 7-13L3-4ZM4-2L12-11Q18-4 15 5L5 3ZM3 5L12 10Q6 17-2 15L-1 5ZM-4 4L-7 13Q-15 8-15 0L-5-1ZM-5-4L-15-5Q-13-10-10-12Z" fill="#D93A1C"/>\
                <path d="M-3-11h0M2-11h0M10-5h0M12 1h0M5 11h0M0 11h0M-9 8h0M-11 2h0M-10-7h0" stroke="#FCE0A0" stroke-width="2.4"/><path d="M-15-8q4-7 11-9" fill="none" stroke="#fff9" stroke-width="2"/>
                """,
            bold:
                ##"<circle r="28" fill="#D9331A"/><path d="M0-17v0M16-5v0M10 14v0M-10 14v0M-16-5v0" stroke="#F9A070" stroke-width="13"/>"##
        ),
        "onion-ring": Topping(
            radius: 17, count: 10,
            body: """
                <ellipse cx="-3" cy="-1" rx="16" ry="14" fill="none" stroke="#7E2F66" stroke-width="4.4"/>\
                <ellipse cx="5" cy="5" rx="12" ry="10" fill="none" stroke="#93457B" stroke-width="4"/>
                """,
            marks: """
                <ellipse cx="-3" cy="-1" rx="15.2" ry="13.2" fill="none" stroke="#F6E0EE" stroke-width="2.2"/><ellipse cx="5" cy="5" rx="11.2" ry="9.2" fill="none" stroke="#FBEDF5" stroke-width="2"/>\
                <path d="M-16-6Q-11-15 0-15" fill="none" stroke="#fff" stroke-width="1.6"/>
                """,
            bold:
                ##"<ellipse rx="25" ry="22" fill="none" stroke="#86346C" stroke-width="9"/><ellipse rx="25" ry="22" fill="none" stroke="#F8E3EF" stroke-width="4"/><circle cx="3" cy="2" r="11" fill="none" stroke="#B36A9A" stroke-width="6"/>"##
        ),
        "pepper-strip": Topping(
            radius: 18, count: 10,
            body:
                ##"<path d="M-22-6C-14-16 8-17 20-7 23-4 20 2 16 0 5-8-9-7-17 1-22 3-25-2-22-6Z" fill="#F2B21D"/><path d="M-15 13C-6 4 9 5 18 13 20 16 17 20 13 18 6 12-3 12-10 18-14 20-18 17-15 13Z" fill="#D3281A"/>"##,
            marks:
                ##"<path d="M-17-6C-9-12 6-12 15-6" fill="none" stroke="#FFE58F" stroke-width="2.6"/><path d="M-10 13C-4 8 7 9 13 13" fill="none" stroke="#FF8A6B" stroke-width="2.2"/><path d="M-19-1C-9-9 7-9 18-1" fill="none" stroke="#C97F0C" stroke-width="1.4"/>"##,
            bold:
                ##"<path d="M-28-4Q0-28 28-4" fill="none" stroke="#F2B21D" stroke-width="13"/><path d="M-20 18Q0 0 20 18" fill="none" stroke="#D3281A" stroke-width="12"/>"##
        ),
        "aubergine": Topping(
            radius: 19, count: 8,
            body:
                ##"<path d="M-19 0C-19-12-10-18 1-18 12-18 20-10 19 1 19 12 10 19-1 18-12 18-19 11-19 0Z" fill="#3B1838"/>"##,
            marks: """
                <path d="M-16 0C-16-10-8-15 1-15 10-15 16-9 16 1 16 10 8 16-1 15-10 15-16 9-16 0Z" fill="#E2C48C"/><path d="M-13-4L10-12M-14 5L14-5M-9 12L14 4" stroke="#7A4A22" stroke-width="2.4"/>\
                <path d="M-5-5h0M3-7h0M8 0h0M4 6h0M-4 7h0M-9 1h0M0 0h0" stroke="#F4E1B5" stroke-width="2.4"/>
                """,
            bold:
                ##"<circle r="25" fill="#D9B57C" stroke="#35152F" stroke-width="9"/><path d="M-14-4L10-15M-15 8L15-6M-6 16L14 7" stroke="#6B3E1C" stroke-width="5"/>"##
        ),
        "courgette": Topping(
            radius: 14, count: 12,
            body: ##"<circle r="14" fill="#2F6B2A"/>"##,
            marks: """
                <circle r="11.8" fill="#D8E39B"/><circle r="6.6" fill="#E9EDB9"/><path d="M-4-4h0M1-6h0M5-2h0M5 3h0M1 6h0M-4 4h0M-6 0h0" stroke="#9DB45A" stroke-width="2.4"/>\
                <path d="M-9-5q3-5 8-5" fill="none" stroke="#fffb" stroke-width="2"/><path d="M4 9l3-2M-9 4l1 2" stroke="#B98A3A99" stroke-width="3"/>
                """,
            bold:
                ##"<circle r="20" fill="#DCE6A2" stroke="#2C6627" stroke-width="7"/><path d="M-6-6h0M6-6h0M0 7h0" stroke="#8FA94C" stroke-width="6"/>"##
        ),
        "radicchio": Topping(
            radius: 18, count: 9,
            body:
                ##"<path d="M-22 5C-23-5-13-10-7-8-2-16 8-15 12-11 21-12 25-3 20 1 22 9 12 13 7 9 1 15-8 15-11 11-17 14-22 11-22 5Z" fill="#6E1437"/>"##,
            marks:
                ##"<path d="M-20 6Q-4 2 19-3M-8 3Q-6-3-7-7M2 1Q6-5 10-9M-4 3Q-4 8-8 11M6 0Q10 4 9 8" fill="none" stroke="#F6E3E6" stroke-width="2.6"/><path d="M-14-3q2-3 6-3M13-6q3 0 5 2" fill="none" stroke="#B5476E" stroke-width="2.4"/>"##,
            bold:
                ##"<path d="M-32 8Q-26-18 0-18 34-18 30 4 18 20-6 18-30 22-32 8Z" fill="#6E1437"/><path d="M-28 8L26-4M-6 3L2-13M2 2L12 13" stroke="#F6E3E6" stroke-width="5"/>"##
        ),
        "corn": Topping(
            radius: 14, count: 12,
            body:
                ##"<path d="M-10-6q5-7 10 0t-4 9-6-9ZM3-10q6-4 9 1t-4 8-5-9ZM-3 6q5-6 9 0t-4 8-5-8ZM8 3q5-3 7 2t-3 6-4-8ZM-15 5q3-5 7-1t-2 7-5-6Z" fill="#F7C722"/>"##,
            marks:
                ##"<path d="M-6-7h0M7-10h0M0 5h0M11 4h0M-12 6h0" stroke="#FFF0A0" stroke-width="3"/><path d="M-5 2h0M8-2h0M2 13h0" stroke="#D8980F" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-14-9h0M8-15h0M0 6h0M17 6h0M-12 16h0" stroke="#B9790A" stroke-width="15"/><path d="M-14-10h0M8-16h0M0 5h0M17 5h0M-12 15h0" stroke="#FBD030" stroke-width="11"/>"##
        ),
        "pumpkin": Topping(
            radius: 13, count: 11, turn: 25,
            body: ##"<path d="M-12-5L0-12 12-5V7L0 13-12 7Z" fill="#F08A1D"/>"##,
            marks:
                ##"<path d="M-12-5L0 1V13L-12 7Z" fill="#C9620E"/><path d="M0 1L12-5V7L0 13Z" fill="#DE7413"/><path d="M-6-5L0-8 5-5" fill="none" stroke="#FFC777" stroke-width="2.4"/><path d="M-8 3h0M5 5h2" stroke="#8A3F08" stroke-width="2.4"/>"##,
            bold:
                ##"<path d="M-21-9L0-21 21-9V12L0 23-21 12Z" fill="#F59A33"/><path d="M-21-9L0 2V23L-21 12Z" fill="#B9560B"/>"##
        ),
        "broccoli": Topping(
            radius: 16, count: 8, turn: 60,
            body:
                ##"<path d="M-4 16L-5 5C-14 7-18-1-13-5-15-13-5-15-3-12 0-19 11-16 10-10 18-10 18 1 12 3 9 6 6 5 4 4L5 15Z" fill="#2E6A2B"/>"##,
            marks: """
                <path d="M-3 15L-4 3 0 7 4 2 4 14Z" fill="#A9C66C"/><path d="M-9-2h0M-4-8h0M4-10h0M11-4h0M2-3h0M-2-2h0" stroke="#4C8F3D" stroke-width="7"/>\
                <path d="M-11-3h0M-7-7h0M-2-11h0M4-12h0M8-9h0M12-5h0M1-5h0M-5-3h0M6-3h0" stroke="#84BF5E" stroke-width="2.6"/>
                """,
            bold:
                ##"<path d="M0 0V20" stroke="#A9C66C" stroke-width="14"/><path d="M-14-2h0M0-13h0M14-2h0" stroke="#2E6A2B" stroke-width="26"/>"##
        ),
        "potato": Topping(
            radius: 18, count: 11,
            body:
                ##"<path d="M-18-2C-17-13-6-16 4-14 15-14 20-4 17 4 16 13 5 16-4 14-15 14-19 7-18-2Z" fill="#C9892E"/>"##,
            marks: """
                <path d="M-15-1C-14-10-5-13 4-11 13-11 17-3 14 4 13 10 4 13-3 11-12 11-16 6-15-1Z" fill="#F8E29A"/><path d="M-10-4q5-6 13-5" fill="none" stroke="#fffc" stroke-width="2.6"/>\
                <path d="M7 6h3M-8 6h1M10-3h0" stroke="#D69B3C" stroke-width="4"/>
                """,
            bold:
                ##"<path d="M-27-2Q-22-24 6-21 30-18 26 6 18 24-6 21-28 18-27-2Z" fill="#F8E29A" stroke="#C07F28" stroke-width="6"/>"##
        ),
        "french-fries": Topping(
            radius: 19, count: 11,
            body:
                ##"<path d="M-22-8L-20-15 22-7 21 0Z" fill="#F3C654"/><path d="M-19 9L-20 2 18-3 20 4Z" fill="#F8D56C"/><path d="M-12 17L-17 12 11-18 17-14Z" fill="#FBDF82"/>"##,
            marks:
                ##"<path d="M-22-8L21 0 21 2-22-6ZM-19 9L20 4 20 6-18 11ZM-12 17L17-14 18-11-10 18Z" fill="#C98A26"/><path d="M-17-12L16-6M-15 4L10 1M-11 11L9-12" stroke="#FFF3C4" stroke-width="1.8"/>"##,
            bold:
                ##"<path d="M-28-12L28 0M-22 14L22 10M-16 24L16-22" stroke="#B9791C" stroke-width="13" stroke-linecap="butt"/><path d="M-28-13L28-1M-22 13L22 9M-16 23L16-23" stroke="#FBDF82" stroke-width="8" stroke-linecap="butt"/>"##
        ),
    ]
}
