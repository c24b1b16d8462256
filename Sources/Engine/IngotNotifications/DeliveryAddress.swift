import IngotModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An `http://` or `https://` URL that is posted to, taken apart: what is asked for, and who asks.
///
/// Logs and metrics name the host, so only what can be taken apart without a doubt is an address: an `@` or a `/` in a
/// password has to be written as `%40` or `%2F`, or a piece of it could be taken for the host.
package struct DeliveryAddress: Sendable {
    /// All of it, as it was set.
    let text: Secret
    /// Without user and password; path and query may hold a token.
    let url: Secret
    /// Scheme, host and port, for messages.
    let place: String
    /// The name for basic authentication (RFC 7617); nil where the URL names none.
    let user: String?
    let password: Secret

    package init?(_ text: String) {
        guard var parts = URLComponents(string: text, encodingInvalidCharacters: false),
            let scheme = parts.scheme, ["http", "https"].contains(scheme), parts.host?.isEmpty == false,
            parts.port.map({ 1...65_535 ~= $0 }) ?? true,
            text.count(where: { $0 == "@" }) == (parts.user == nil ? 0 : 1), parts.user?.contains(":") != true
        else { return nil }
        self.text = Secret(text)
        user = parts.user
        password = Secret(parts.password ?? "")
        parts.user = nil
        parts.password = nil
        parts.fragment = nil
        guard let bare = parts.string else { return nil }
        url = Secret(bare)
        parts.path = ""
        parts.query = nil
        guard let place = parts.string else { return nil }
        self.place = place
    }
}
