import IngotModel

/// What a call about many nodes did to one of them.
public struct BulkOutcome: Sendable, Hashable {
    /// The node as the caller named it.
    public var node: String
    /// Why nothing was done to it, in the shape of a call of its own; nil where it went well.
    public var refusal: ClientError?
}
