/// A process that delivers, as the others know it.
struct DeliveryHolder: Sendable, Hashable {
    /// The same for each life of a process; two that live at once should have names of their own, or each takes the
    /// other's receivers away when it starts.
    var host: String
    var life: String

    /// What stands in the database.
    var text: String { "\(host) \(life)" }

    /// Whether a text is that of another life of this process.
    func hadEarlierLife(_ text: String) -> Bool {
        // A life is one word, whatever the host's name is.
        guard let end = text.lastIndex(of: " ") else { return false }
        return text[..<end] == host && text != self.text
    }
}
