public import Foundation

/// A learned model as bytes, with its record: what a later run of the programme, or another machine, may use.
///
/// The bytes are JSON with the format, the kind of model, the record, and the model under its fingerprint. The format is read first, so that a newer
/// one is refused whatever else it holds; then the kind; then the fingerprint, since a model whose parts do not fit each other must not be asked.
public struct StoredModel<Model: Codable & Sendable>: Sendable {
    /// What it was learned from and how good it was.
    public let record: ModelRecord
    /// The model.
    public let model: Model

    /// Takes the two.
    public init(_ model: Model, record: ModelRecord) {
        self.record = record
        self.model = model
    }

    private struct Head: Codable {
        let format: Int
    }

    private struct Whole: Codable {
        let format: Int
        let kind: String
        let record: ModelRecord
        let digest: DataDigest
        let model: Data
    }

    private static var kind: String { String(describing: Model.self) }

    private static func digest(_ data: Data) -> DataDigest {
        var digest = DataDigest()
        digest.append(bytes: data)
        return digest
    }

    /// The bytes. Throws what the model throws when it is encoded.
    public func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let inner = try encoder.encode(model)
        return try encoder.encode(
            Whole(
                format: ModelRecord.knownFormat, kind: Self.kind, record: record, digest: Self.digest(inner),
                model: inner))
    }

    /// Reads bytes. Throws a `ModelError` for a newer format, another kind of model, or bytes that are not what was written.
    public init(_ data: Data) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let head = try? decoder.decode(Head.self, from: data) else { throw ModelError.damaged }
        guard head.format <= ModelRecord.knownFormat else {
            throw ModelError.tooNew(format: head.format, known: ModelRecord.knownFormat)
        }
        guard let whole = try? decoder.decode(Whole.self, from: data) else { throw ModelError.damaged }
        guard whole.kind == Self.kind else { throw ModelError.otherKind(whole.kind, wanted: Self.kind) }
        guard whole.digest == Self.digest(whole.model), let model = try? decoder.decode(Model.self, from: whole.model)
        else {
            throw ModelError.damaged
        }
        (self.record, self.model) = (whole.record, model)
    }
}
