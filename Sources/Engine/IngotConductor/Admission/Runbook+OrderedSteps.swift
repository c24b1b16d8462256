import IngotModel

extension Runbook {
    /// The steps in the order in which they are done, each with where it comes from.
    var orderedSteps: [JSONValue] {
        steps.enumerated().sorted { left, right in
            let (first, second) = (left.element.order, right.element.order)
            return first != second ? first < second : left.offset < right.offset
        }.map { $0.element.telling(StepOrigin(.runbook, name)) }
    }
}

extension JSONValue {
    /// Where a runbook's step stands.
    fileprivate var order: Int { self["order"].flatMap { $0.integer ?? $0.string.flatMap { Int($0) } } ?? 0 }

    /// The step with where it comes from.
    func telling(_ origin: StepOrigin) -> JSONValue {
        guard var members = object else { return self }
        members[RequestedStep.originMember] = origin.json
        return .object(members)
    }
}
