public import Kernel

/// Where an order goes: clean text within limits, whatever was typed.
public struct Address: Hashable, Sendable, Codable {
    /// The street without the number.
    public let street: String
    /// The house number, `12/A`; empty where there is none.
    public let number: String
    /// The postcode; empty when it was not asked for.
    public let postcode: String
    /// The town.
    public let city: String
    /// The name on the bell.
    public let bell: String
    /// Floor, stairs, flat.
    public let floor: String
    /// A word to the driver; may have several lines.
    public let note: String

    /// The most Unicode scalars of each field, by its name in forms.
    public static let limits: [String: Int] = [
        "street": 120, "number": 40, "postcode": 12, "city": 80, "bell": 80, "floor": 60, "note": 300,
    ]

    /// Cleans and checks what was typed; throws `AppError` with every field that is wrong, under `path` and its name:
    /// `required` (street and city), `too-long` with the `limit`, `forbidden-character`.
    public init(
        street: String, number: String = "", postcode: String = "", city: String, bell: String = "", floor: String = "",
        note: String = "", path: String = ""
    ) throws(AppError) {
        var wrong: [AppError.Field] = []
        func cleaned(_ name: String, _ text: String, required: Bool = false) -> String {
            let limit = Self.limits[name] ?? 0
            do throws(CleanText.Problem) {
                let clean = try CleanText.clean(text, limit: limit, multiline: name == "note")
                if required, clean.isEmpty { wrong.append(.init(path + name, "required")) }
                return clean
            } catch {
                switch error {
                case .tooLong: wrong.append(.init(path + name, "too-long", ["limit": String(limit)]))
                case .forbiddenCharacter: wrong.append(.init(path + name, "forbidden-character"))
                }
                return ""
            }
        }
        self.street = cleaned("street", street, required: true)
        self.number = cleaned("number", number)
        self.postcode = cleaned("postcode", postcode)
        self.city = cleaned("city", city, required: true)
        self.bell = cleaned("bell", bell)
        self.floor = cleaned("floor", floor)
        self.note = cleaned("note", note)
        if !wrong.isEmpty { throw AppError.invalid(wrong) }
    }

    /// Reads the fields under the rules of `init`, all but street and town optional.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String { try container.decodeIfPresent(String.self, forKey: key) ?? "" }
        try self.init(
            street: text(.street), number: text(.number), postcode: text(.postcode), city: text(.city),
            bell: text(.bell), floor: text(.floor), note: text(.note))
    }

    private enum CodingKeys: String, CodingKey { case street, number, postcode, city, bell, floor, note }

    /// Street, number, postcode and town on one line: `Via Roma 1, 40999 Borgo San Lino`.
    public var line: String {
        [[street, number], [postcode, city]]
            .map { $0.filter { !$0.isEmpty }.joined(separator: " ") }.joined(separator: ", ")
    }
}
