/// Desserts and coffee, drawn in a picture of 320 by 320.
enum SweetShapes {
    private static let plate = """
        <ellipse cx="160" cy="244" rx="142" ry="40" fill="#1a0c0540"/><ellipse cx="160" cy="234" rx="140" ry="40" fill="#FFFDF7"/>\
        <ellipse cx="160" cy="234" rx="140" ry="40" fill="none" stroke="#E0D3BC" stroke-width="3"/><ellipse cx="160" cy="232" rx="100" ry="26" fill="#EFE5D2"/>
        """
    static let dessert =
        plate + """
            <path d="M64 232C70 204 110 206 130 214S220 200 248 224 238 258 170 252 60 254 64 232Z" fill="#A3142C"/><path d="M84 234Q92 222 112 222" fill="none" stroke="#E8637A" stroke-width="6"/>\
            <path d="M106 102Q160 82 214 102L228 214Q160 246 92 214Z" fill="#FFF3DC"/><path d="M106 102L92 214Q110 224 128 228L132 98Z" fill="#F1DDBB"/>\
            <ellipse cx="160" cy="102" rx="54" ry="17" fill="#FFFBF2"/>\
            <path d="M104 104C108 84 212 82 216 104 218 130 204 128 202 116 198 158 178 156 176 122 166 142 148 138 146 120 142 178 120 172 120 118 112 126 102 120 104 104Z" fill="#B81C36"/>\
            <path d="M128 98Q150 90 176 94" fill="none" stroke="#F08A9C" stroke-width="5"/>\
            <circle cx="146" cy="76" r="19" fill="#D3203B"/><circle cx="178" cy="80" r="16" fill="#2B3566"/><path d="M140 68h0M150 74h0M143 84h0M154 84h0" stroke="#F9A7B3" stroke-width="4"/><path d="M173 73q5-4 10 0" fill="none" stroke="#8C9AD6" stroke-width="4"/>\
            <path d="M158 66Q164 36 196 42 192 68 158 66Z" fill="#2E6A3E"/><path d="M162 64Q174 52 190 46" fill="none" stroke="#9CC982" stroke-width="3"/>
            """
    static let tiramisu =
        plate + """
            <path d="M66 130L196 98 258 132V212L128 246 66 212Z" fill="#F6E3B8"/>\
            <path d="M66 130L128 164V246L66 212Z" fill="#E9CF98"/><path d="M128 164L258 132V212L128 246Z" fill="#FBEFD0"/>\
            <path d="M66 158L128 192 258 160V178L128 210 66 176Z" fill="#9A622F"/><path d="M66 158L128 192V210L66 176Z" fill="#7A4A20"/>\
            <path d="M66 196L128 230 258 196V212L128 246 66 212Z" fill="#A86C36"/><path d="M66 196L128 230V246L66 212Z" fill="#83511F"/>\
            <path d="M144 196l10-2M172 190l12-3M206 181l10-2M234 175l8-2M150 232l10-3M184 224l12-3M220 214l10-2" stroke="#D6A56B" stroke-width="5"/>\
            <path d="M66 130L196 98 258 132 128 164Z" fill="#5A3018"/><path d="M66 130L128 164 258 132V140Q240 150 226 144T190 160 160 160 128 174 100 158 66 140Z" fill="#5A3018"/>\
            <path d="M92 130h0M112 138h0M132 122h0M150 134h0M170 116h0M190 128h0M212 128h0M130 148h0M174 142h0M196 110h0M152 114h0M230 134h0" stroke="#8A5430" stroke-width="6"/>\
            <path d="M150 124Q168 92 204 104 192 134 150 124Z" fill="#2E6A3E"/><path d="M154 122Q174 112 196 108" fill="none" stroke="#9CC982" stroke-width="3"/>
            """
    static let coffee = """
        <ellipse cx="160" cy="264" rx="130" ry="26" fill="#1a0c0540"/><ellipse cx="160" cy="254" rx="128" ry="30" fill="#FFFDF7"/><ellipse cx="160" cy="254" rx="128" ry="30" fill="none" stroke="#E0D3BC" stroke-width="3"/><ellipse cx="160" cy="252" rx="76" ry="14" fill="#E3D6BE"/>\
        <path d="M222 150H244Q268 150 266 178T222 214" fill="none" stroke="#F3EADA" stroke-width="16"/>\
        <path d="M86 132H234Q234 216 196 246H124Q86 216 86 132Z" fill="#FFFDF7"/><path d="M86 132Q86 216 124 246H146Q112 214 112 136Z" fill="#E9DEC9"/>\
        <path d="M89 168Q160 186 231 168L229 184Q160 202 91 184Z" fill="#B8321C"/>\
        <ellipse cx="160" cy="132" rx="74" ry="20" fill="#F3EADA"/><ellipse cx="160" cy="134" rx="65" ry="15" fill="#4A2410"/><path d="M98 132C110 120 150 118 172 121 206 124 224 132 222 138 206 132 190 142 168 136S122 142 98 132Z" fill="#C58A45"/>\
        <path d="M134 96Q120 80 134 64T134 32M166 92Q152 76 166 60T166 24M198 98Q184 82 198 66T198 38" fill="none" stroke="#C9B79C80" stroke-width="8"/>\
        <path d="M222 262L284 244" stroke="#B9B4AA" stroke-width="7"/><ellipse cx="218" cy="262" rx="19" ry="8" fill="#CFCAC0"/>
        """
}
