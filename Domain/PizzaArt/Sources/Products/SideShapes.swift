/// Starters and sides, drawn in a picture of 320 by 320.
enum SideShapes {
    static let fries = """
        <ellipse cx="160" cy="294" rx="72" ry="10" fill="#1a0c0540"/>\
        <path d="M98 70L118 64 138 190H112ZM126 34L146 32 150 190H126ZM182 28L202 32 186 190H162ZM212 60L232 68 204 190H180Z" fill="#E3AE3C"/>\
        <path d="M74 104L92 94 124 190H100ZM150 52L172 50 172 190H146ZM228 90L246 98 216 200H194Z" fill="#F6CF62"/><path d="M110 52L128 46 142 190H124ZM194 54L212 58 196 190H176Z" fill="#FADB78"/>\
        <path d="M84 102L108 178M116 56L130 170M160 58V170M202 62L190 170M236 100L212 178M190 36L182 90M136 40L138 80" stroke="#FFF0B5" stroke-width="5"/>\
        <path d="M82 148Q160 190 238 148L216 284Q160 300 104 284Z" fill="#B8321C"/><path d="M82 148Q160 190 238 148L234 172Q160 212 86 172Z" fill="#D64A2C"/>\
        <path d="M118 200L128 284M160 208V290M202 200L192 284" stroke="#FBF6EC" stroke-width="13"/><path d="M100 186L112 274" stroke="#ffffff4d" stroke-width="7"/>\
        <path d="M160 266C136 250 138 224 152 224 157 224 160 230 160 232 160 230 163 224 168 224 182 224 184 250 160 266Z" fill="#FBF6EC" stroke="#B8321C" stroke-width="5"/>
        """
    static let crocchetta = """
        <ellipse cx="160" cy="250" rx="142" ry="38" fill="#1a0c0540"/><ellipse cx="160" cy="240" rx="140" ry="38" fill="#FFFDF7"/><ellipse cx="160" cy="240" rx="140" ry="38" fill="none" stroke="#E0D3BC" stroke-width="3"/>\
        <path d="M52 216Q68 190 94 206 110 190 130 204L126 238H62Q44 234 52 216Z" fill="#4C8A3C"/><path d="M64 224Q84 208 108 220" fill="none" stroke="#9CC982" stroke-width="5"/>\
        <path d="M92 158Q84 128 112 118L190 104Q220 102 222 130T200 162L126 178Q98 182 92 158Z" fill="#B8702A"/>\
        <path d="M70 214Q62 182 92 174L172 164Q202 164 202 194T178 224L102 234Q74 236 70 214Z" fill="#C98035"/>\
        <path d="M166 214Q166 178 200 174 250 172 256 204T224 242Q170 246 166 214Z" fill="#B8702A"/>\
        <path d="M186 210Q184 184 212 182 240 184 242 206T214 232Q190 232 186 210Z" fill="#FBE9B5"/><path d="M206 204Q222 192 230 208T212 222Q200 216 206 204Z" fill="#FFFBEE"/><path d="M222 220Q236 244 226 262" fill="none" stroke="#FFF3CF" stroke-width="10"/>\
        <path d="M200 198h0M226 192h0M196 216h0M232 212h0" stroke="#D98C7A" stroke-width="6"/>\
        <path d="M112 134l6 2M138 126l5 4M166 122l6-2M192 120l5 5M126 156l6-2M158 150l5 3M190 140l5 2M92 194l6 2M118 184l6 3M146 182l6-2M172 184l6 4M90 214l6-3M118 212l5 3M148 206l6 2M182 204l4 3" stroke="#E9B464" stroke-width="5"/>\
        <path d="M120 144l5 3M150 138l5-2M178 132l5 3M104 204l5 2M132 196l6 3M160 194l5-3M136 224l6-2M212 136l2 5" stroke="#8A4A14" stroke-width="4"/><path d="M106 130Q124 120 150 118M86 188Q104 178 132 177" fill="none" stroke="#FFE0A3" stroke-width="5"/>
        """
    static let salad = """
        <ellipse cx="160" cy="282" rx="104" ry="15" fill="#1a0c0540"/>\
        <path d="M44 160C30 130 54 108 78 118 74 84 112 70 130 90 140 62 184 62 192 90 214 66 252 84 244 118 272 108 292 136 276 160L250 200H70Z" fill="#2E6A3E"/>\
        <path d="M62 158C54 134 84 118 104 136 110 104 150 100 158 128 172 98 214 106 214 136 238 118 266 136 258 160L230 194H90Z" fill="#5B9B45"/>\
        <path d="M84 160Q92 140 110 150M140 150Q148 126 162 148M190 148Q206 132 216 154M72 130Q84 124 92 132M122 98Q132 94 138 104M200 96Q212 92 216 104" fill="none" stroke="#B5DA8A" stroke-width="6"/>\
        <circle cx="118" cy="142" r="24" fill="#C3200F"/><circle cx="118" cy="142" r="18" fill="#EC5A3A"/><path d="M111 134v16M125 134v16" stroke="#FBB36B" stroke-width="8"/>\
        <circle cx="216" cy="144" r="22" fill="#C3200F"/><path d="M204 138q5-9 15-9" fill="none" stroke="#FF9A80" stroke-width="5"/>\
        <circle cx="166" cy="118" r="20" fill="none" stroke="#8E3B72" stroke-width="7"/><circle cx="166" cy="118" r="20" fill="none" stroke="#F6DDEB" stroke-width="3"/>\
        <circle cx="178" cy="154" r="10" fill="none" stroke="#221722" stroke-width="10"/><circle cx="84" cy="134" r="8" fill="none" stroke="#221722" stroke-width="9"/><path d="M142 160L150 138 172 134 168 158Z" fill="#FFFFFA"/><path d="M230 122L246 112 256 126 244 138Z" fill="#FFFFFA"/>\
        <path d="M36 158H284Q284 232 226 276 160 292 94 276 36 232 36 158Z" fill="#F3EADA"/><path d="M36 158Q36 232 94 276L122 281Q66 236 66 158Z" fill="#E0D3BC"/>\
        <path d="M36 158H284L282 178H38Z" fill="#FFFDF7"/><path d="M58 212Q160 250 262 212" fill="none" stroke="#B8321C" stroke-width="9"/><path d="M66 232Q160 268 254 232" fill="none" stroke="#2E6A3E" stroke-width="5"/>
        """
    static let plate = """
        <ellipse cx="160" cy="262" rx="140" ry="22" fill="#1a0c0540"/><ellipse cx="160" cy="248" rx="140" ry="26" fill="#FFFDF7"/><ellipse cx="160" cy="248" rx="140" ry="26" fill="none" stroke="#E0D3BC" stroke-width="3"/>\
        <path d="M52 240C52 156 100 106 160 106S268 156 268 240Q160 262 52 240Z" fill="#D9A05B"/><path d="M52 240C52 156 100 106 160 106 110 116 88 170 90 247Q66 244 52 240Z" fill="#B87B33"/>\
        <path d="M236 240C240 196 226 150 196 122 244 140 268 190 268 240Q254 244 236 240Z" fill="#E9BE7E"/><path d="M104 206Q108 156 146 132" fill="none" stroke="#FFF0CF" stroke-width="10"/>\
        <path d="M52 240Q160 262 268 240" fill="none" stroke="#8A5A1E" stroke-width="6"/><circle cx="160" cy="96" r="15" fill="#C98B3C"/><path d="M154 90q4-5 10-4" fill="none" stroke="#FFF0CF" stroke-width="4"/>\
        <path d="M160 220C118 192 122 156 144 156 154 156 160 166 160 170 160 166 166 156 176 156 198 156 202 192 160 220Z" fill="#B8321C"/>\
        <path d="M112 72Q100 58 112 44T112 20M208 72Q196 58 208 44T208 20" fill="none" stroke="#C9B79C80" stroke-width="8"/>
        """
}
