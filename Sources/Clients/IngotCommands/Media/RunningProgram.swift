import Foundation

/// The program that is running now, as a file.
enum RunningProgram {
    /// The path of a program that was installed beside this one, whether it is there or not.
    static func neighbour(_ name: String) -> String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let directory = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        return "\(directory)/\(name)"
    }
}
