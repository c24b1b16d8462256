import Foundation

/// Programs that the fixtures run; nothing here keeps a cooperative thread waiting.
enum ChildProgram {
    /// Runs a program to its end and returns what it printed.
    ///
    /// - Throws: ``PostgreSQLNotReady`` with what it complained of.
    @discardableResult
    static func run(_ path: String, _ arguments: [String]) async throws -> String {
        try await offCooperativeThreads {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw PostgreSQLNotReady(reason: "\(path) \(arguments.joined(separator: " ")): \(printed)")
            }
            return printed.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// Starts a program that answers with one line and then lives until its input ends.
    ///
    /// - Returns: the line (or all that it printed, when it ended instead) and its input.
    static func start(_ path: String, _ arguments: [String]) async throws -> (answer: String, input: FileHandle) {
        try await offCooperativeThreads {
            let process = Process()
            let (input, output) = (Pipe(), Pipe())
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            process.standardInput = input
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            var printed = Data()
            while !printed.contains(UInt8(ascii: "\n")) || printed.first != UInt8(ascii: "/") {
                // Empty only at the end: `read(upToCount:)` would wait for as many bytes.
                let more = output.fileHandleForReading.availableData
                if more.isEmpty { break }
                printed.append(more)
            }
            let answer = String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return (answer, input.fileHandleForWriting)
        }
    }

    private static func offCooperativeThreads<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }
}
