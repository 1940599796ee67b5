import Foundation
import NIOPosix

/// An open file whose bytes are read and written on threads that may wait for the disk, so that no request waits for another's.
final class DiskFile: Sendable {
    /// What the system says went wrong.
    struct Failure: Error, Equatable {
        let code: Int32
        /// Whether there is no room, on the disk or for this user.
        var isFull: Bool { code == ENOSPC || code == EDQUOT }
        /// Whether there is no such file.
        var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    }

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Does something that may wait for the disk.
    static func work<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await NIOThreadPool.singleton.runIfActive(body)
    }

    /// Opens a file to read it.
    static func open(_ path: String) async throws -> DiskFile {
        try await work { DiskFile(descriptor: try check(Foundation.open(path, O_RDONLY | O_CLOEXEC))) }
    }

    /// Makes a file that only this user may read. There must be none of its name.
    static func create(_ path: String) async throws -> DiskFile {
        try await work {
            DiskFile(descriptor: try check(Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)))
        }
    }

    @discardableResult private static func check(_ result: Int32) throws -> Int32 {
        if result < 0 { throw Failure(code: errno) }
        return result
    }

    /// What the system says of the file.
    func status() throws -> stat {
        var status = stat()
        try Self.check(fstat(descriptor, &status))
        return status
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) async throws {
        try await Self.work { [descriptor] in
            var start = 0
            while start < bytes.count {
                let count = bytes.withUnsafeBytes { buffer in
                    Foundation.write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
                }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw Failure(code: errno)
                }
                start += count
            }
        }
    }

    /// Reads up to `count` bytes from a place; none at the end.
    func read(at offset: Int, count: Int) async throws -> [UInt8] {
        try await Self.work { [descriptor] in
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                var got = -1
                repeat {
                    got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
                } while got < 0 && errno == EINTR
                if got < 0 { failure = errno }
                filled = max(0, got)
            }
            if failure != 0 { throw Failure(code: failure) }
            return bytes
        }
    }
}
