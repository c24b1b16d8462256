/// The version of the API's behaviour that a client asks for.
public enum Microversion: Sendable, Hashable {
    /// The newest one that both sides know.
    case newest
    /// This one, such as `1.80`; a service that does not know it refuses the call. `latest` is the service's newest.
    case exactly(String)

    /// The newest version this client was written for (contract of ironic 39.0.0).
    public static let newestKnown = "1.115"
}

extension Microversion {
    /// The minor number of a text such as `1.115`; nil for anything else.
    static func minor(of text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "1" else { return nil }
        return Int(parts[1])
    }
}
