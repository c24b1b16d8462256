/// Why a data directory cannot be had.
package enum DataDirectoryError: Error, Equatable, CustomStringConvertible {
    case inUse(path: String, holder: String?)
    case unusable(path: String, reason: String)

    package var description: String {
        switch self {
        case .inUse(let path, let holder):
            let process = holder.map { " (process \($0))" } ?? ""
            return "The data directory \(path) is in use by another ingotd\(process):"
                + " end that one, or give this one a directory of its own with --data DIR."
        case .unusable(let path, let reason):
            return "The data directory \(path) cannot be used: \(reason)."
                + " Name one that this user may write to with --data DIR or INGOT_DATA."
        }
    }
}
