/// Which parts of Ingot a process runs.
package enum Role: String, Sendable, CaseIterable {
    case all
    case api
    case conductor

    package var runsAPI: Bool { self != .conductor }
    package var runsConductor: Bool { self != .api }
}
