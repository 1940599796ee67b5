extension Topping {
    static let seaFood: [String: Topping] = [
        "anchovy": Topping(
            radius: 17, count: 8, turn: 12, placement: .radial,
            body: "<path d=\"M-27 0C-20-9-4-9 12-4L24-8Q21 0 25 8L12 4C-4 9-20 8-27 0Z\" fill=\"#7A5A45\"/>",
            marks: """
                <path d="M-24-1C-16-7-2-6 12-2 0-4-14-4-24-1Z" fill="#C9B29A"/><path d="M-22 1Q-4 2 14 1M-10 5Q0 6 10 3" fill="none" stroke="#3F281C" stroke-width="1.6"/>\
                <path d="M-17-2l-2 3M-9-3l-2 3M-1-3l-2 3M6-2l-2 3" stroke="#F2E6D4" stroke-width="1.4"/>
                """,
            bold:
                "<path d=\"M-40 0Q-14-17 18-5L36-14V14L18 5Q-14 17-40 0Z\" fill=\"#5F4637\"/><path d=\"M-30-1Q-10-8 14 0\" fill=\"none\" stroke=\"#DCC8AE\" stroke-width=\"5\"/>"
        ),
        "tuna": Topping(
            radius: 14, count: 13,
            body: "<path d=\"M-15 4L-12-8-3-9 4-14 12-8 15 2 8 7 3 13-7 9Z\" fill=\"#C98F77\"/>",
            marks: """
                <path d="M-11-4Q-4-8 4-13M-13 2Q-2-4 11-7M-10 6Q2 1 14 0M-4 9Q2 6 8 5" fill="none" stroke="#EBC7B2" stroke-width="2.6"/>\
                <path d="M-12-1Q-3-6 8-10M-11 4Q0-1 13-3M-5 8Q2 4 10 3" fill="none" stroke="#9A6450" stroke-width="1.5"/>
                """,
            bold:
                "<path d=\"M-24 8L-19-14 6-22 24-6 18 14-4 22Z\" fill=\"#C08368\"/><path d=\"M-17-3L8-14M-18 8L18-4M-6 15L14 8\" stroke=\"#F0D2BF\" stroke-width=\"5\"/>"
        ),
        "shrimp": Topping(
            radius: 16, count: 9,
            body:
                "<path d=\"M-9 14C-19 6-18-10-5-15 9-18 19-7 15 4L21 11 14 12 11 17 7 8C9 0 6-6 0-6-7-5-7 4-2 8Q-3 15-9 14Z\" fill=\"#F58B63\"/>",
            marks: """
                <path d="M-13 5L-6 2M-14-5L-6-3M-7-13L-3-6M4-14L3-6M13-8L8-3M15 2L8 4" stroke="#FFD9C2" stroke-width="2.4"/>\
                <path d="M-14 3C-14-8-4-14 5-12" fill="none" stroke="#fff9" stroke-width="2"/><path d="M14 12l1-6M20 11l-4-5" stroke="#D0532F" stroke-width="1.6"/>
                """,
            bold:
                "<path d=\"M-8 18C-26 4-12-22 6-17 20-12 20 4 12 10\" fill=\"none\" stroke=\"#F47F57\" stroke-width=\"17\"/><path d=\"M4 8L22 4 18 24Z\" fill=\"#D9532F\"/>"
        ),
        "mussel": Topping(
            radius: 18, count: 7,
            body: "<path d=\"M-20 7C-17-6-3-15 15-14 23-12 21-3 16 3 8 13-9 18-20 7Z\" fill=\"#232A3A\"/>",
            marks: """
                <path d="M-15 6C-12-4-1-11 14-11 18-9 16-3 12 1 5 9-8 13-15 6Z" fill="#8FA0B5"/><path d="M-11 5C-9-3 0-8 9-8 14-6 11-1 8 2 2 8-8 10-11 5Z" fill="#F0A24B"/>\
                <path d="M-7 3C-4-1 2-4 7-4" fill="none" stroke="#FFD79A" stroke-width="2.5"/><path d="M-17 9C-8 15 5 12 13 5" fill="none" stroke="#4A5670" stroke-width="1.6"/>
                """,
            bold:
                "<path d=\"M-30 12Q-22-22 28-20 34 0 12 14-14 28-30 12Z\" fill=\"#1F2636\"/><path d=\"M-17 8Q-8-10 14-10 14 4 2 9-10 14-17 8Z\" fill=\"#F2A650\"/>"
        ),
        "salmon": Topping(
            radius: 22, count: 7,
            body:
                "<path d=\"M-27 4C-22-8-14-3-9-10-2-18 6-10 12-14 20-18 29-11 26-3 22 4 25 8 17 10 9 10 8 16 0 16-9 15-10 19-18 16-25 16-29 11-27 4Z\" fill=\"#F58148\"/>",
            marks: """
                <path d="M-22 8C-17-1-11 3-5-4 1-11 7-5 14-9M-17 12C-11 4-6 8 0 1 6-4 11 0 19-5M-8 14C-4 9 0 10 5 6 10 2 15 4 22 1" fill="none" stroke="#FFD2B5" stroke-width="2.4"/>\
                <path d="M-27 4C-22-8-14-3-9-10-2-18 6-10 12-14" fill="none" stroke="#D95F2B" stroke-width="2"/>
                """,
            bold:
                "<path d=\"M-36 8Q-22-20-4-16 14-28 36-12 34 14 8 18-18 28-36 8Z\" fill=\"#F4793D\"/><path d=\"M-24 8Q-8-8 8-6T26-6M-12 16Q4 4 20 6\" fill=\"none\" stroke=\"#FFD9BF\" stroke-width=\"5\"/>"
        ),
        "squid": Topping(
            radius: 13, count: 11,
            body:
                "<path fill-rule=\"evenodd\" d=\"M-13-1C-13-10-6-13 1-13 9-13 14-7 13 1 13 9 7 13-1 13-9 13-13 7-13-1ZM-6 0C-6 4-3 6 0 6 4 6 6 3 6 0 6-4 3-6 0-6-4-6-6-4-6 0Z\" fill=\"#F9EDE2\"/>",
            marks: """
                <path d="M-12 0C-12-8-6-12 1-12 8-12 12-7 12 1" fill="none" stroke="#C98FA3" stroke-width="2.2"/><path d="M-9 3C-8 8-4 10 0 10 6 10 10 6 10 1" fill="none" stroke="#fff" stroke-width="2.4"/>\
                <circle r="6.6" fill="none" stroke="#D8B9A6" stroke-width="1.4"/>
                """,
            bold:
                "<circle r=\"17\" fill=\"none\" stroke=\"#C98FA3\" stroke-width=\"17\"/><circle r=\"16\" fill=\"none\" stroke=\"#FBF1E8\" stroke-width=\"11\"/>"
        ),
    ]
}
