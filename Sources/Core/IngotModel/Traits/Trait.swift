/// Words for what a machine is or can: agreed ones, and the operator's own, which begin with `CUSTOM_`.
package enum Trait {
    /// How many a node can have.
    package static let maximumCount = 50

    /// Whether a text is a standard trait, or `CUSTOM_` with capital letters, digits and underscores; 255 at most.
    ///
    /// Contract: `resources.json`, schema `trait`.
    package static func isValid(_ text: String) -> Bool {
        isCustom(text) || StandardTraits.names.contains(text)
    }

    private static func isCustom(_ text: String) -> Bool {
        let prefix = "CUSTOM_"
        guard text.hasPrefix(prefix), prefix.utf8.count + 1...255 ~= text.utf8.count else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }
}
