#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a file or directory could not be used, in the system's own words.
struct FileTrouble: CustomStringConvertible {
    let description: String

    /// What Foundation threw: its own texts name domains and codes, and often not the reason.
    init(_ error: any Error) {
        let cause = (error as? CocoaError)?.underlying as? POSIXError
        description = cause.map { Self.words(for: $0.code.rawValue) } ?? "\(error)"
    }

    /// Nil where the file can be read.
    init?(reading path: String) {
        guard access(path, R_OK) != 0 else { return nil }
        description = Self.words(for: errno)
    }

    private static func words(for code: Int32) -> String { String(cString: strerror(code)) }
}
