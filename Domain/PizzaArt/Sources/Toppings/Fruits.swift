extension Topping {
    static let fruits: [String: Topping] = [
        "walnut": Topping(
            radius: 12, count: 9,
            body:
                ##"<path d="M0-11C5-15 13-11 12-4 15 2 10 10 4 9 2 12-2 12-4 9-10 10-15 2-12-4-13-11-5-15 0-11Z" fill="#B67B43"/>"##,
            marks:
                ##"<path d="M0-10Q-2-3 0 0T0 10M-8-8Q-3-8-5-3T-10 1M-9 5Q-5 2-3 5M8-8Q3-8 5-3T10 1M9 5Q5 2 3 5" fill="none" stroke="#6F4320" stroke-width="2"/><path d="M-7-5h0M5-8h0M8-2h0M-6 6h0M6 7h0" stroke="#DDAF75" stroke-width="2.6"/>"##,
            bold:
                ##"<path d="M-8-9h0M8-9h0M-9 7h0M9 7h0" stroke="#AD7039" stroke-width="18"/><path d="M0-15V15M-13-3H13" stroke="#643A1A" stroke-width="5"/>"##
        ),
        "pistachio": Topping(
            radius: 11, count: 13, level: .herb,
            body:
                ##"<path d="M-10-3l4-5 4 4-4 5ZM2-10l6 1-1 5-6-1ZM1 3l6-2 2 5-5 3ZM-8 6l5-1 0 5-4 1ZM10-2l3 1-1 3-3-1Z" fill="#8DAF45"/>"##,
            marks:
                ##"<path d="M-7-5h1M4-8h2M4 4h1M-6 8h1" stroke="#C9DB8A" stroke-width="2.2"/><path d="M-4-1h0M8-5h0M8 6h0" stroke="#6D3F58" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-15-8l9-8 6 9-8 7ZM4-14l14 3-4 10-12-3ZM-8 7l10-2 3 12-12 1ZM12 8l8 2-4 8-7-3Z" fill="#86AB3C"/>"##
        ),
        "pineapple": Topping(
            radius: 16, count: 9,
            body: ##"<path d="M-6 14Q0 10 6 14L17-9Q0-19-17-9Z" fill="#F7CB3B"/>"##,
            marks: """
                <path d="M-6 14Q0 10 6 14L7 10Q0 6-7 10Z" fill="#FFF0A8"/><path d="M-4 7L-11-9M0 6V-13M4 7L11-9M-10 3Q0-3 10 3M-14-4Q0-11 14-4" fill="none" stroke="#D9971A" stroke-width="1.8"/>\
                <path d="M-17-9Q0-19 17-9" fill="none" stroke="#B8741A" stroke-width="2.6"/><path d="M-8-7h0M4-2h0" stroke="#FFF6C8" stroke-width="3"/>
                """,
            bold:
                ##"<path d="M-9 24Q0 17 9 24L27-13Q0-30-27-13Z" fill="#F9CF3F"/><path d="M-5 10L-13-12M5 10L13-12M-15 1Q0-8 15 1" fill="none" stroke="#C98512" stroke-width="5"/>"##
        ),
        "pear": Topping(
            radius: 20, count: 7,
            body: ##"<path d="M0-21C7-21 8-13 9-7 19 1 18 19 0 19-18 19-19 1-9-7-8-13-7-21 0-21Z" fill="#B9BD4E"/>"##,
            marks: """
                <path d="M0-18C5-18 6-11 7-6 15 2 15 16 0 16-15 16-15 2-7-6-6-11-5-18 0-18Z" fill="#FBF3D2"/><path d="M0 1C5 3 5 10 0 12-5 10-5 3 0 1Z" fill="none" stroke="#DCC98B" stroke-width="2"/>\
                <path d="M-2 6v2M2 6v2" stroke="#4A2A14" stroke-width="2.6"/><path d="M0-21v-5" stroke="#6B4A22" stroke-width="2.6"/>
                """,
            bold:
                ##"<path d="M0-30C10-30 11-18 13-9 28 4 25 27 0 27-25 27-28 4-13-9-11-18-10-30 0-30Z" fill="#FAF1CC" stroke="#A9AE3F" stroke-width="6"/><path d="M0 7v4" stroke="#4A2A14" stroke-width="8"/>"##
        ),
        "truffle": Topping(
            radius: 13, count: 11, level: .herb,
            body: ##"<path d="M-13 0C-13-9-6-12 1-12 9-12 14-5 12 2 12 9 5 13-2 11-9 12-13 6-13 0Z" fill="#3A2A22"/>"##,
            marks:
                ##"<path d="M-10-2Q-5-5-3-1T4-3 9-6M-8 6Q-4 2 0 5T9 3M-3-1Q-2 2 0 5M4-3Q6 0 9 3M-4-9Q-2-6-3-1" fill="none" stroke="#C7AE8E" stroke-width="1.7"/><path d="M-11-4q2-5 7-6" fill="none" stroke="#7C6452" stroke-width="2"/>"##,
            bold:
                ##"<path d="M-20 0Q-18-20 2-19 22-16 19 4 12 20-4 18-21 16-20 0Z" fill="#33241D"/><path d="M-12-3Q-4-9 0 0T13 2" fill="none" stroke="#CDB595" stroke-width="5"/>"##
        ),
    ]
}
