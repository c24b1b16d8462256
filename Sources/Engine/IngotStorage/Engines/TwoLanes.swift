/// A line of jobs in which the urgent ones go before all others, each kind in its order.
struct TwoLanes<Job> {
    private var urgent: [Job] = []
    private var usual: [Job] = []

    var count: Int { urgent.count + usual.count }
    var isEmpty: Bool { urgent.isEmpty && usual.isEmpty }

    mutating func append(_ job: Job, isUrgent: Bool) {
        if isUrgent { urgent.append(job) } else { usual.append(job) }
    }

    /// Takes so many from the head of the line, or all there are.
    mutating func take(_ limit: Int) -> [Job] {
        let first = Array(urgent.prefix(limit))
        let rest = Array(usual.prefix(limit - first.count))
        urgent.removeFirst(first.count)
        usual.removeFirst(rest.count)
        return first + rest
    }

    /// Takes one out of the line, wherever it stands.
    mutating func remove(where isWanted: (Job) -> Bool) -> Job? {
        if let index = urgent.firstIndex(where: isWanted) { return urgent.remove(at: index) }
        return usual.firstIndex(where: isWanted).map { usual.remove(at: $0) }
    }
}
