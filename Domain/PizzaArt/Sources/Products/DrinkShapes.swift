/// Drinks, drawn in a picture of 320 by 320.
enum DrinkShapes {
    static let bottle = """
        <ellipse cx="160" cy="298" rx="62" ry="10" fill="#1a0c0540"/>\
        <path d="M140 40H180V88C180 112 208 122 208 158V280Q208 298 190 298H130Q112 298 112 280V158C112 122 140 112 140 88Z" fill="#7A2E12"/>\
        <path d="M147 92H173V98C174 122 200 130 200 160V278Q200 290 188 290H132Q120 290 120 278V160C120 130 146 122 147 98Z" fill="#A5441A"/>\
        <path d="M120 176H200V252H120Z" fill="#FBF6EC"/><path d="M112 176H208V184H112ZM112 244H208V252H112Z" fill="#B8321C"/>\
        <circle cx="160" cy="214" r="23" fill="#F08A1D"/><path d="M160 214V194M160 214L177 204M160 214L177 224M160 214V234M160 214L143 224M160 214L143 204" stroke="#FFD58A" stroke-width="3"/>\
        <path d="M168 192Q178 178 194 186 186 200 168 192Z" fill="#2E6A3E"/>\
        <path d="M136 26H184V46H136Z" fill="#C98B3C"/><path d="M142 26V46M150 26V46M158 26V46M166 26V46M174 26V46" stroke="#8A5A1E" stroke-width="3"/><path d="M140 26H180" stroke="#F3D08A" stroke-width="5"/>\
        <path d="M130 164Q132 146 144 136M129 262V274" fill="none" stroke="#ffffff8c" stroke-width="7"/><path d="M190 160V172" stroke="#00000033" stroke-width="8"/>
        """
    static let can = """
        <ellipse cx="160" cy="292" rx="76" ry="11" fill="#1a0c0540"/>\
        <path d="M98 62L92 82V262L102 284H218L228 262V82L222 62Z" fill="#B8321C"/>\
        <path d="M92 82V262L102 284H124L118 262V82L122 62H98Z" fill="#8E2212"/><path d="M206 82V262L198 284H218L228 262V82L222 62H204Z" fill="#96260F"/>\
        <path d="M130 84V260" stroke="#F28A6A" stroke-width="11"/>\
        <path d="M92 226Q160 250 228 226V254Q160 276 92 254Z" fill="#FBF6EC"/>\
        <path d="M160 206C118 178 118 130 142 126 152 126 158 134 160 140 162 134 168 126 178 126 202 130 202 178 160 206Z" fill="#FBF6EC"/>\
        <path d="M160 190Q146 164 166 142 184 164 160 190Z" fill="#2E6A3E"/><path d="M161 192Q160 170 165 152" fill="none" stroke="#9CC982" stroke-width="3"/>\
        <path d="M102 284H218L212 292H108Z" fill="#A9A6A0"/><ellipse cx="160" cy="62" rx="62" ry="15" fill="#D9D6D0"/><ellipse cx="160" cy="62" rx="52" ry="10" fill="#A9A6A0"/>\
        <path d="M146 60Q160 52 176 60 168 68 152 66Z" fill="#EDEBE6"/><path d="M104 58Q130 48 166 49" fill="none" stroke="#fff" stroke-width="4"/>
        """
    static let beer = """
        <ellipse cx="154" cy="294" rx="80" ry="11" fill="#1a0c0540"/>\
        <path d="M214 128H244Q266 128 266 152V208Q266 240 232 246L214 248" fill="none" stroke="#D9C7A0" stroke-width="17"/>\
        <path d="M84 84H224L216 280Q215 292 202 292H106Q93 292 92 280Z" fill="#F3E3BC"/>\
        <path d="M92 104H216L208 270Q207 280 198 280H110Q101 280 100 270Z" fill="#E9A21B"/>\
        <path d="M100 200H212L208 270Q207 280 198 280H110Q101 280 100 270Z" fill="#C97A0E66"/>\
        <path d="M124 128L128 264M186 128L182 264" stroke="#F9CF62" stroke-width="11"/><path d="M155 130V264" stroke="#D9901588" stroke-width="10"/>\
        <path d="M141 244h0M168 226h0M144 198h0M170 180h0M142 160h0M168 256h0" stroke="#FFF3C9" stroke-width="6"/>\
        <path d="M76 98C66 74 84 56 102 62 106 38 140 30 154 50 168 30 204 36 206 60 228 56 242 78 230 98 226 112 210 110 208 102 200 124 182 116 180 104 176 140 152 136 150 106 144 122 122 120 120 104 110 116 82 116 76 98Z" fill="#FFFBF0"/>\
        <path d="M92 84Q100 70 112 76M138 64Q150 52 164 64M190 74Q202 66 212 78" fill="none" stroke="#E3D5B4" stroke-width="5"/><path d="M108 116L112 262" stroke="#ffffff99" stroke-width="6"/>
        """
    static let wine = """
        <ellipse cx="110" cy="296" rx="52" ry="9" fill="#1a0c0540"/><ellipse cx="226" cy="296" rx="46" ry="8" fill="#1a0c0540"/>\
        <path d="M92 30H128V104C128 124 154 132 154 160V282Q154 296 140 296H80Q66 296 66 282V160C66 132 92 124 92 104Z" fill="#1F3324"/>\
        <path d="M90 24H130V88H90Z" fill="#7A1F2B"/><path d="M98 30V82" stroke="#B8505B" stroke-width="6"/><path d="M66 184H154V262H66Z" fill="#FBF6EC"/><path d="M66 194H154M66 252H154" stroke="#C98B3C" stroke-width="3"/>\
        <path d="M104 212h0M116 212h0M98 222h0M110 222h0M122 222h0M104 232h0M116 232h0M110 242h0" stroke="#6E1437" stroke-width="11"/><path d="M110 208Q114 200 124 202" fill="none" stroke="#2E6A3E" stroke-width="4"/>\
        <path d="M78 168Q80 148 94 136M78 270V280" fill="none" stroke="#ffffff73" stroke-width="6"/>\
        <path d="M226 214V286M198 292H254" stroke="#D8D2C6" stroke-width="7"/><path d="M184 110H268C276 168 262 216 226 216S176 168 184 110Z" fill="#E8E1D4b3"/>\
        <path d="M182 146H270C272 182 256 208 226 208S180 182 182 146Z" fill="#8C1530"/><ellipse cx="226" cy="146" rx="44" ry="8" fill="#B43350"/>\
        <path d="M184 110H268" stroke="#F3EEE4" stroke-width="4"/><path d="M194 160Q196 184 210 196" fill="none" stroke="#E58A9C" stroke-width="5"/><path d="M192 118V136" stroke="#ffffffb3" stroke-width="5"/>
        """
    static let water = """
        <ellipse cx="160" cy="298" rx="62" ry="10" fill="#1a0c0540"/>\
        <path d="M140 46H180V84C180 110 210 118 210 158V282Q210 298 194 298H126Q110 298 110 282V158C110 118 140 110 140 84Z" fill="#8FC3DA"/>\
        <path d="M148 112Q142 128 118 146V280Q118 290 128 290H192Q202 290 202 280V146Q178 128 172 112Z" fill="#BFE3EF"/>\
        <path d="M110 182H210V250H110Z" fill="#2D6F9E"/><path d="M110 240L138 206 156 226 178 196 210 234V250H110Z" fill="#FBF6EC"/><path d="M138 206L129 217 138 215 144 219ZM178 196L166 212 178 209 188 212Z" fill="#8FC3DA"/>\
        <path d="M138 24H182V50H138Z" fill="#2D6F9E"/><path d="M148 28V46M158 28V46M168 28V46" stroke="#6FA9D0" stroke-width="4"/>\
        <path d="M128 166Q132 148 148 136M127 262V278" fill="none" stroke="#ffffffcc" stroke-width="7"/><path d="M190 166h0M180 152h0M194 270h0M182 278h0M150 272h0" stroke="#fff" stroke-width="7"/>
        """
}
