/// The two name spaces of an image. Both describe the same files.
enum ISONaming: Sendable, CaseIterable {
    /// ECMA-119 identifiers, with the POSIX names in Rock Ridge entries beside them.
    case primary
    /// Names in UCS-2.
    case joliet

    func identifier(of node: ISOTree.Node) -> [UInt8] {
        switch self {
        case .primary: Array(node.identifier.utf8)
        case .joliet: node.name.isEmpty ? [0] : Self.wide(node.name)
        }
    }

    /// A text field of a volume descriptor, filled up with spaces.
    func field(_ text: String, length: Int) -> [UInt8] {
        switch self {
        case .primary:
            return Array(text.utf8.prefix(length)) + [UInt8](repeating: 0x20, count: max(0, length - text.utf8.count))
        case .joliet:
            var field = Self.wide(text).prefix(length / 2 * 2)
            while field.count + 2 <= length { field += [0, 0x20] }
            return Array(field) + [UInt8](repeating: 0, count: length - field.count)
        }
    }

    private static func wide(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}
