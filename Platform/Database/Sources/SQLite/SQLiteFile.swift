import Foundation

/// The file of a database as the operating system sees it.
struct SQLiteFile: Sendable {
    let path: String
    private let device: UInt64
    private let number: UInt64

    /// The file that is at `path` now; throws `DatabaseError.unavailable` when there is none.
    init(_ path: String) throws {
        guard let status = Self.status(path) else { throw Self.gone(path) }
        self.path = path
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }

    /// Makes the file if there is none, for its owner alone whatever the process's mask says: SQLite would let everybody read
    /// it. Its log and the log's index get the same rights from SQLite. A failure is left to SQLite to name.
    static func make(_ path: String) {
        // The names that stand for no file.
        if path.isEmpty || path == ":memory:" { return }
        // Only a file that was not there is opened: closing one of SQLite's own would drop the locks of this process.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        fchmod(descriptor, 0o600)
        close(descriptor)
    }

    /// Throws `DatabaseError.unavailable` when the file is gone or another, may not be written, or its disk has less room.
    func check(freeSpace: Int64) throws {
        guard let status = Self.status(path), UInt64(status.st_dev) == device, UInt64(status.st_ino) == number else {
            throw Self.gone(path)
        }
        guard access(path, W_OK) == 0 else {
            throw DatabaseError.unavailable("SQLite: \(path) cannot be written any more")
        }
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return }
        let (free, isMore) = Int64(clamping: disk.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: disk.f_frsize))
        guard isMore || free >= freeSpace else {
            throw DatabaseError.unavailable("SQLite: only \(free) bytes are free on the disk of \(path)")
        }
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func gone(_ path: String) -> DatabaseError {
        .unavailable("SQLite: \(path) is gone, or another file is in its place")
    }
}
