/// What the programs say of themselves.
package enum Product {
    /// The version of all programs, which are given out together; agents tell it to conductors.
    package static let version = "1.0.0"
}
