public import Database
public import Kernel
import Web

extension ColumnType {
    /// The id of another row, chosen among those that `options` gives for the shop. Give the column a foreign key: a row that is gone by
    /// then is refused by it, and the person hears of it beside the field.
    public static func reference<Subject>(
        _ options: @escaping @Sendable (Transaction, Identifier<Scope>?) throws -> [ReferenceOption]
    ) -> ColumnType where Value == Identifier<Subject> {
        ColumnType(
            .identifier, .reference(options), read: { fields, name, _ in fields.id(name) },
            typed: { value, _ in .text(value.description) }, shown: { value, _ in value.description }
        ).with {
            $0.startsEmpty = true
            $0.isSortable = false
        }
    }
}
