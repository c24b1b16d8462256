import Foundation
import Logging

/// A file of a test's own, gone when the test is over.
final class ScratchFile: Sendable {
    let path: String

    init(_ content: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "ingot-auth-\(UUID().uuidString)").path
        try write(content)
    }

    deinit { remove() }

    func write(_ content: String) throws { try Data(content.utf8).write(to: URL(filePath: path), options: .atomic) }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension Logger {
    static var quiet: Logger {
        var logger = Logger(label: "auth-under-test")
        logger.logLevel = .critical
        return logger
    }
}
