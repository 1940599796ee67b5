import Foundation
import Kernel
import Synchronization

/// Where files that come in lie until their request has been answered: a folder of this process below one that all share.
///
/// The process holds a lock on a file beside its folder. Whoever starts removes the folders whose lock nobody holds: what was left behind
/// by a process that was killed.
final class UploadFolder: Sendable {
    /// A place for the files of one request.
    struct Place: Sendable {
        let url: URL
        private let folder: UploadFolder

        init(_ url: URL, of folder: UploadFolder) {
            self.url = url
            self.folder = folder
        }

        /// Removes everything that is still there, and makes room for another.
        func remove() async {
            try? await DiskFile.work { [url] in try FileManager.default.removeItem(at: url) }
            folder.state.withLock { $0.inUse -= 1 }
        }
    }

    private struct State {
        var own: URL?
        /// Held for as long as the process lives.
        var lock: Int32?
        var inUse = 0
    }

    private let root: URL
    private let most: Int
    private let entropy: Entropy
    private let state = Mutex(State())

    /// Below `root`, for at most `most` requests at once.
    init(_ root: URL, most: Int, entropy: Entropy) {
        self.root = root
        self.most = most
        self.entropy = entropy
    }

    deinit {
        state.withLock { state in
            if let own = state.own {
                try? FileManager.default.removeItem(at: own)
                unlink(own.path + ".lock")
            }
            if let lock = state.lock { close(lock) }
        }
    }

    /// A place for the files of a request. Throws `unavailable` when there are too many at once.
    func begin() async throws -> Place {
        let isFree = state.withLock { state in
            guard state.inUse < most else { return false }
            state.inUse += 1
            return true
        }
        guard isFree else { throw AppError.unavailable("web.busy", retryAfter: 5) }
        do {
            return try await DiskFile.work { [self] in
                let place = try prepare().appending(path: entropy.token())
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
                return Place(place, of: self)
            }
        } catch {
            state.withLock { $0.inUse -= 1 }
            throw error
        }
    }

    /// A folder that cannot be used, as a sentence for whoever starts the program.
    struct Refused: Error, Equatable, CustomStringConvertible {
        let path: String
        var description: String {
            "The folder for uploads, \(path), must be a folder that belongs to this user and that nobody else may write to."
        }
    }

    /// The folder of this process; made, and what others have left behind removed, when it is asked for first.
    ///
    /// Throws `Refused` when the folder above it is not this user's own: others could keep the program from starting, or exchange what
    /// has come in.
    @discardableResult func prepare() throws -> URL {
        try state.withLock { state in
            if let own = state.own { return own }
            try FileManager.default.createDirectory(
                at: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Self.check(root)
            Self.sweep(root)
            var own = root.appending(path: entropy.token())
            while state.lock == nil {
                state.lock = try Self.lock(own.path + ".lock")
                if state.lock == nil { own = root.appending(path: entropy.token()) }
            }
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: false)
            state.own = own
            return own
        }
    }

    private static func check(_ root: URL) throws {
        var status = stat()
        guard stat(root.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o022 == 0
        else { throw Refused(path: root.path) }
    }

    /// Makes a file and locks it; nil when somebody else has it: a folder of that name, or whoever sweeps at this moment and may remove it.
    private static func lock(_ path: String) throws -> Int32? {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DiskFile.Failure(code: errno) }
        var (held, named) = (stat(), stat())
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &held) == 0, stat(path, &named) == 0,
            held.st_ino == named.st_ino
        {
            return descriptor
        }
        close(descriptor)
        return nil
    }

    /// Removes the folders of processes that are no more.
    private static func sweep(_ root: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        for name in names where name.utf8.count > 5 && name.hasSuffix(".lock") {
            let path = root.appending(path: name).path
            let descriptor = Foundation.open(path, O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                try? FileManager.default.removeItem(atPath: String(path.dropLast(5)))
                unlink(path)
            }
            close(descriptor)
        }
    }

    /// How many requests have a place.
    var count: Int { state.withLock { $0.inUse } }
}
