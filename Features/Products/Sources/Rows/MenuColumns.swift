import Database
import Kernel
import Menu

/// Allergens as a column: their names with spaces between.
struct AllergenColumn: SQLConvertible {
    let allergens: AllergenSet
    static var sqlType: SQLType? { String.sqlType }
    var sqlValue: SQLValue { .text(allergens.map(\.rawValue).joined(separator: " ")) }

    init(_ allergens: AllergenSet) { self.allergens = allergens }

    init(sqlValue: SQLValue) throws {
        allergens = try AllergenSet(
            String(sqlValue: sqlValue).split(separator: " ").map { name in
                guard let allergen = Allergen(rawValue: String(name)) else {
                    throw DatabaseError.decoding("no allergen \(name)")
                }
                return allergen
            })
    }
}

extension Row {
    /// A set of allergens.
    mutating func allergens() throws -> AllergenSet { try next(AllergenColumn.self).allergens }

    /// A diet.
    mutating func diet() throws -> Ingredient.Diet {
        let text: String = try next()
        guard let diet = Ingredient.Diet(rawValue: text) else { throw DatabaseError.decoding("no diet \(text)") }
        return diet
    }
}

/// A row of a table that belongs to two things: their ids, and two numbers.
struct PairRow<Left, Right>: RowDecodable {
    let left: Identifier<Left>
    let right: Identifier<Right>
    let first: Int64
    let second: Int64?

    init(row: inout Row) throws {
        left = try row.next()
        right = try row.next()
        first = try row.next()
        second = try row.next()
    }
}
