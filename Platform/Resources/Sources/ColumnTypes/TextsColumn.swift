import Database
public import Kernel
import Web

extension ColumnType where Value == LocalizedText {
    /// A text in any number of languages, each of at most `limit` Unicode scalars. A form asks for those that the product speaks, and
    /// leaves the others as they are.
    public static func texts(limit: Int, multiline: Bool = false) -> ColumnType {
        ColumnType(
            .text, .texts(limit: limit, multiline: multiline),
            read: { fields, name, old in
                let text = fields.localizedText(name, limit: limit, multiline: multiline)
                return fields.isWrong(name) ? old : text
            },
            typed: { value, _ in
                .object(Dictionary(value.entries.map { ($0.language.rawValue, .text($0.text)) }) { $1 })
            },
            shown: { value, context in context.words(value) }
        )
    }
}
