import Hummingbird
import IngotAuth
import IngotContracts
import NIOCore

/// What is known of a request when a handler sees it.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// `req-…`: returned to the caller, logged, and kept with what the request sets in motion.
    var requestID = ""
    var version = Microversion.oldest
    /// Whether ``SuffixResponder`` has taken something off the path.
    var hadSuffix = false
    var links = LinkBuilder(base: "")
    var maximumBodySize = 1024 * 1024
    var maximumJSONDepth = 25

    var caller = Caller.anybody
    /// Where to note the caller; nil where nobody asks.
    var callerNote: CallerNote?
    var policy = Policy()
    /// Whether the route is one of Ingot's own, which no client knows by an old version.
    var isOfIngot = false
    /// The route's rule; where it is about a node, ``NodeReader`` holds it against the node that it finds.
    var access = EndpointAccess.callers
    /// What the caller asks of the node's revision, where the route changes a node.
    var nodeCondition = EntityCondition.none
    /// The query, checked against what the route declares.
    var query = QueryParameters()
    /// The arguments, where the route takes any.
    var arguments = Arguments([:])

    /// What the request came over.
    let channel: any Channel
    /// Whether the request came over a Unix socket, which never speaks TLS.
    let isLocal: Bool

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        isLocal = source.channel.localAddress?.pathname != nil
    }

    /// Whether nodes may be called by name: from 1.5, and by every caller of Ingot's own routes.
    var namesNodes: Bool { isOfIngot || version.knows(since: 5) }

    /// A path parameter, decoded.
    func reference(_ name: String) throws -> String {
        let raw = try parameters.require(name)
        guard let text = URLText.decoded(raw), !text.utf8.contains(0) else {
            throw APIError.invalid("The path segment '\(raw)' is not valid percent-encoded UTF-8 text")
        }
        return text
    }
}
