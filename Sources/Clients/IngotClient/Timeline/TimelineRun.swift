import IngotModel

/// One execution of a verb, as `GET /v1/nodes/{node}/timeline` tells it.
package struct TimelineRun: Sendable, Hashable {
    package var id: String
    package var verb: String
    package var target: String?
    package var state: String
    package var requestedAt: String?
    package var startedAt: String?
    package var durationSeconds: Double?
    package var error: String?
    /// Why the run goes no further for now; nil where nothing stops it.
    package var paused: String?
    package var steps: [TimelineStep]
    /// Every span, each before its children; empty where the service does not tell.
    package var spans: [TimelineSpan]
    package var criticalPath: [TimelinePathPart]
    package var comparison: TimelineComparison?

    package init?(_ json: JSONValue) {
        guard let id = json["id"].flatMap(Self.identifier), let state = json["state"]?.string else { return nil }
        self.id = id
        self.state = state
        verb = json["verb"]?.string ?? ""
        target = json["target"]?.string
        requestedAt = json["requested_at"]?.string
        startedAt = json["started_at"]?.string
        durationSeconds = json["duration_seconds"]?.number
        error = json["error"]?.string
        paused = json["paused"]?.string
        steps = (json["steps"]?.array ?? []).map(TimelineStep.init)
        spans = (json["spans"]?.array ?? []).compactMap(TimelineSpan.init)
        criticalPath = (json["critical_path"]?.array ?? []).compactMap(TimelinePathPart.init)
        comparison = json["comparison"].flatMap(TimelineComparison.init)
    }

    /// Whether nothing more will happen in this run.
    package var isOver: Bool { ["finished", "failed", "aborted"].contains(state) }

    /// The runs of a timeline's answer, in its order: the newest last.
    package static func runs(in timeline: Resource) -> [TimelineRun] {
        (timeline.json["runs"]?.array ?? []).compactMap(TimelineRun.init)
    }

    private static func identifier(_ value: JSONValue) -> String? {
        value.string ?? value.integer.map(String.init)
    }
}

/// One step of a run.
package struct TimelineStep: Sendable, Hashable {
    package var index: Int
    package var interface: String
    package var step: String
    package var actor: String
    package var state: String
    package var startedAt: String?
    package var durationSeconds: Double?
    package var detail: String?

    package init(_ json: JSONValue) {
        index = json["index"]?.integer ?? 0
        interface = json["interface"]?.string ?? ""
        step = json["step"]?.string ?? ""
        actor = json["actor"]?.string ?? ""
        state = json["state"]?.string ?? ""
        startedAt = json["started_at"]?.string
        durationSeconds = json["duration_seconds"]?.number
        detail = json["detail"]?.string
    }

    /// The field's way to write a step: `deploy.erase_devices_metadata`.
    package var title: String { interface.isEmpty ? step : "\(interface).\(step)" }
}
