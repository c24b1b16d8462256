import IngotModel

/// How many nodes, requests and runs there are of each kind: plain numbers for those who watch over all of them.
package struct Census: Sendable, Hashable {
    /// The nodes of one provision state.
    package struct State: Sendable, Hashable {
        package var state: ProvisionState
        package var nodes: Int
        /// How long they have been in it, all together.
        package var age: Duration
    }

    /// The requests of one state that have not begun.
    package struct Line: Sendable, Hashable {
        package var state: NodeRequest.State
        package var count: Int
        package var oldest: Timestamp
    }

    package struct ActiveRuns: Sendable, Hashable {
        package var kind: NodeRequest.Kind
        package var state: Run.State
        package var count: Int
    }

    package var states: [State] = []
    /// For how long nodes have been in a state beyond its deadline, all together.
    package var overBudget: [ProvisionState: Duration] = [:]
    package var inMaintenance = 0
    package var faults: [String: Int] = [:]
    /// Only states of which there are requests.
    package var lines: [Line] = []
    package var runs: [ActiveRuns] = []

    package init() {}
}
