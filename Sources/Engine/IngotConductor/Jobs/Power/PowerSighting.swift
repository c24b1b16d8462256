import IngotModel

/// What a power interface said when it was asked.
enum PowerSighting: Sendable, Hashable {
    case state(PowerState)
    /// The interface cannot tell.
    case unknown
    /// The node does not carry what the interface needs.
    case unfit(String)
    case failed(String)
    /// The machine's own word is that something is wrong with its power.
    case error
}
