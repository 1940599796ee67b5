import Foundation
public import Kernel
public import Logging

/// Writes each log entry as one line of JSON on standard error: time, level, message, label, and the metadata.
public struct JSONLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let clock: Clock
    private let sink: @Sendable (String) -> Void

    /// A handler for `label`; `sink` gets each line with its newline.
    public init(
        label: String, level: Logger.Level = .info, clock: Clock = .system,
        sink: @escaping @Sendable (String) -> Void = JSONLogHandler.standardError
    ) {
        self.label = label
        logLevel = level
        self.clock = clock
        self.sink = sink
    }

    /// Writes a line to standard error.
    public static let standardError: @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let given = event.metadata { fields.merge(given) { $1 } }
        var line =
            "{\"time\":\(quoted(clock.now().description)),\"level\":\"\(event.level)\",\"logger\":\(quoted(label)),"
        line += "\"message\":\(quoted("\(event.message)"))"
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line += ",\(quoted(key)):\(quoted("\(value)"))" }
        sink(line + "}\n")
    }
}
