/// The stored form of plans, which is also what the plan's API shows, less the reader's conveniences.
extension Plan {
    package var json: JSONValue {
        [
            "verb": .string(verb), "from_state": .string(from.rawValue), "target": JSONValue(target?.rawValue),
            "steps": .array(steps.enumerated().map { index, step in step.json(index: index) }),
            "destroys": .array(destroys.map(JSONValue.string)), "reboots": JSONValue(reboots),
            "blocked_by": .array(blockers.map(\.json)), "notes": .array(notes.map(JSONValue.string)),
        ]
    }

    /// Reads a stored plan; nil where the text was not written by ``json``.
    package init?(json: JSONValue) {
        guard let verb = json["verb"]?.string, let from = json["from_state"]?.string.flatMap(ProvisionState.init),
            let steps = json["steps"]?.array?.compactMap(PlannedStep.init(json:)),
            steps.count == json["steps"]?.array?.count
        else { return nil }
        self.init(
            verb: verb, from: from, target: json["target"]?.string.flatMap(ProvisionState.init), steps: steps,
            destroys: json["destroys"]?.array?.compactMap(\.string) ?? [], reboots: json["reboots"]?.integer ?? 0,
            blockers: json["blocked_by"]?.array?.compactMap(PlanBlocker.init(json:)) ?? [],
            notes: json["notes"]?.array?.compactMap(\.string) ?? [])
    }
}

extension PlanBlocker {
    package var json: JSONValue {
        [
            "code": .string(code), "status": JSONValue(status), "message": .string(message),
            "remedy": JSONValue(remedy),
        ]
    }

    package init?(json: JSONValue) {
        guard let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
        self.init(code: code, status: json["status"]?.integer ?? 400, message: message)
        remedy = json["remedy"]?.string
    }
}

extension PlannedStep {
    package func json(index: Int) -> JSONValue {
        var json: [String: JSONValue] = [
            "index": JSONValue(index), "interface": .string(step.interface.rawValue), "step": .string(step.name),
            "priority": JSONValue(step.priority), "args": .object(step.arguments),
            "abortable": .bool(step.isAbortable), "requires_ramdisk": .bool(step.requiresRamdisk),
            "actor": .string(actor.rawValue), "repeat": .string(repetition.rawValue), "reason": .string(reason),
            "origin": origin.json, "priority_origin": priorityOrigin.json, "destroys": JSONValue(destroys?.text),
        ]
        if let children = step.children {
            json["execute_on_child_nodes"] = true
            json["limit_child_node_execution"] = .array(children.limit.map(JSONValue.string))
        }
        return .object(json)
    }

    package init?(json: JSONValue) {
        guard let interface = json["interface"]?.string.flatMap(InterfaceKind.init), let name = json["step"]?.string,
            let actor = json["actor"]?.string.flatMap(StepActor.init),
            let repetition = json["repeat"]?.string.flatMap(Repetition.init)
        else { return nil }
        var step = Step(
            interface, name, priority: json["priority"]?.integer ?? 0, arguments: json["args"]?.object ?? [:],
            isAbortable: json["abortable"]?.bool ?? false, requiresRamdisk: json["requires_ramdisk"]?.bool ?? true)
        if json["execute_on_child_nodes"] == true {
            step.children = ChildNodes(limit: json["limit_child_node_execution"]?.array?.compactMap(\.string) ?? [])
        }
        self.init(step, by: actor, repetition, because: json["reason"]?.string ?? "")
        origin = StepOrigin(json: json["origin"]) ?? .conductor
        priorityOrigin = StepOrigin(json: json["priority_origin"]) ?? .conductor
    }
}
