import Web

/// The style sheet that names the two type families. It is made at start, because only then the fonts' hashed addresses are known.
enum FontSheet {
    static let file = Assets.Generated(name: "css/fonts.css") { address in
        """
        @font-face{font-family:"Inter";src:url("\(address("vendor/inter.woff2"))") format("woff2");font-weight:100 900;font-display:swap}
        @font-face{font-family:"Yanone Kaffeesatz";src:url("\(address("vendor/yanone.woff2"))") format("woff2");font-weight:700;font-display:swap}
        """
    }
}
