final class PostgresEngine: Engine {
    var dialect: Dialect { .postgres }
    static func open(_ url: String, connections: Int, _ context: DatabaseContext) async throws -> PostgresEngine {
        throw DatabaseError.unavailable("x")
    }
    func read<T: Sendable>(
        _ weight: Weight, isolated: Bool, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T { throw DatabaseError.unavailable("x") }
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        throw DatabaseError.unavailable("x")
    }
    func close() async {}
}
