import Web

extension Reply {
    /// Says to programs where the new row is; a browser is sent on elsewhere.
    func located(at path: String, _ call: Call) -> Reply { call.face == .json ? located(at: "/api/v1\(path)") : self }

    /// Says to programs which version the row has; forms have it in a field.
    func tagged(_ version: Int64, _ call: Call) -> Reply { call.face == .json ? tagged(version) : self }
}
