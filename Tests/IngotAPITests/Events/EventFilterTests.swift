import IngotAuth
import IngotModel
import Testing

@testable import IngotAPI

/// Who is told of what is done to a node, step by step: whoever may read its history.
struct EventFilterTests {
    static let callers: [(project: String, isTold: Bool)] = [("owner", true), ("lessee", false), ("stranger", false)]

    @Test(arguments: callers)
    func `the steps of a run are for readers of the node's history`(project: String, isTold: Bool) {
        let caller = FixedCaller.member(of: project, "reader")
        var filter = EventFilter()
        filter.project = project
        filter.timeline = Policy.standard.verdict("baremetal:node:history:get", caller)
        for kind in [Event.Kind.timeline, .runEnded] {
            let step = Event(
                kind, at: Timestamp(seconds: 1), node: .random(), owner: "owner", lessee: "lessee", body: [:])
            #expect(filter.lets(step) == isTold)
        }
    }
}
