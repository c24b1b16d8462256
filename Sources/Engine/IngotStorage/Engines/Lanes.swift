/// Lines of jobs, one for each priority.
struct Lanes<Job> {
    private var lanes: [[Job]] = Priority.allCases.map { _ in [] }

    var count: Int { lanes.reduce(0) { $0 + $1.count } }
    var isEmpty: Bool { lanes.allSatisfy(\.isEmpty) }

    /// How many wait that are as urgent, or more.
    func count(upTo priority: Priority) -> Int { lanes.prefix(priority.rawValue + 1).reduce(0) { $0 + $1.count } }

    /// Who is next among those of one priority.
    subscript(priority: Priority) -> Job? { lanes[priority.rawValue].first }

    mutating func append(_ job: Job, as priority: Priority) { lanes[priority.rawValue].append(job) }

    mutating func removeFirst(_ priority: Priority) -> Job { lanes[priority.rawValue].removeFirst() }

    /// Takes the first of the most urgent line in which somebody waits, if that is as urgent as asked.
    mutating func takeFirst(upTo priority: Priority) -> Job? {
        guard let index = lanes.firstIndex(where: { !$0.isEmpty }), index <= priority.rawValue else { return nil }
        return lanes[index].removeFirst()
    }

    /// Takes one out of its line, wherever it stands.
    mutating func remove(where isWanted: (Job) -> Bool) -> Job? {
        for index in lanes.indices {
            if let place = lanes[index].firstIndex(where: isWanted) { return lanes[index].remove(at: place) }
        }
        return nil
    }
}
