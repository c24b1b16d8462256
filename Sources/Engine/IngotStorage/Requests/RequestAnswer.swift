import IngotModel

/// What has become of a request, without what it asked for: config drives are among that.
package struct RequestAnswer: Sendable, Hashable {
    package var state: NodeRequest.State
    package var reply: JSONValue?

    package init(state: NodeRequest.State, reply: JSONValue? = nil) {
        self.state = state
        self.reply = reply
    }

    /// Whether nothing more will become of it.
    package var isFinal: Bool { state != .queued && state != .claimed }
}
