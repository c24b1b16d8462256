import AsyncToolkit

/// What is worth looking at again.
enum Signal: String, Sendable, CaseIterable {
    /// Requests and runs.
    case work
    /// The stream of events.
    case events
}

/// A bell for each signal.
struct Bells: Sendable {
    let work = Bell()
    let events = Bell()

    subscript(signal: Signal) -> Bell {
        switch signal {
        case .work: work
        case .events: events
        }
    }
}
