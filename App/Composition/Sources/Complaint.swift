import FeatureKit
import Database
import Kernel
import Web

extension Start {
    /// What went wrong with a command, in sentences for whoever typed it, with what helps; nil for an error that has its own.
    public static func complaint(_ error: any Error) -> String? {
        switch error {
        case let refusal as AppError:
            guard let words = try? Pizzeria.catalogue()[.en] else { return nil }
            let fields = refusal.fields.map { "\($0.path): \(words("field.\($0.code)", $0.arguments))" }
            return ([words(refusal)] + fields).joined(separator: "\n")
        case let error as DatabaseError: return complaint(of: error)
        case let error as PortTaken:
            return "Port \(error.port) is taken by another program. Choose one with --port or \(Setting.port.key)."
        default: return nil
        }
    }

    private static func complaint(of error: DatabaseError) -> String {
        let remedy = "`pizzamama doctor` shows which database is meant and where that is set."
        return switch error {
        case .unavailable(let reason): "The database cannot be used. \(reason)\n\(remedy)"
        case .timeout: "The database did not answer in time.\n\(remedy)"
        case .other(let code, let message): "The database refused: \(message) (\(code)).\n\(remedy)"
        default: "The database refused: \(error)"
        }
    }
}
