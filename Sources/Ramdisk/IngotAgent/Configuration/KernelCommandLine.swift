/// The parameters that the kernel was started with.
///
/// Split at blanks; only `key=value` counts, the last one of a name wins, there is no quoting: as the Bare Metal
/// service's agent reads them.
package struct KernelCommandLine: Sendable, Hashable {
    package var parameters: [String: String]

    package init(_ text: String) {
        parameters = [:]
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { continue }
            parameters[String(word[..<equals])] = String(word[word.index(after: equals)...])
        }
    }

    package subscript(name: String) -> String? { parameters[name] }

    /// The link address of the card the machine was booted from, as it was given.
    package var bootInterface: String? { parameters["BOOTIF"] }
}
