import Kernel
import Web

extension Call {
    /// The shop that the call is about; throws not found while there is none.
    var shop: Identifier<Scope> {
        get throws {
            guard let scope else { throw AppError.notFound("stores.none") }
            return scope
        }
    }
}
