import IngotModel

/// What a conductor found to do in one look around.
struct Agenda: Sendable {
    enum Item: Sendable {
        case request(NodeRequest)
        case run(Run)

        var key: String {
            switch self {
            case .request(let request): request.id.text
            case .run(let run): run.id.text
            }
        }
    }

    var items: [Item] = []
    /// How long to wait for the bell before the next look.
    var pause: Duration
    /// Whether calls are claimed by conductors that will not answer them any more.
    var hasStranded = false
    /// Whether a run that this conductor works on is held by nobody, as it seems.
    var doubtsLeases = false

    /// As many of several lines as there is room for, dealt in turn, so that no line keeps another from its share.
    static func dealt(_ lines: [[Item]], room: Int) -> [Item] {
        var dealt: [Item] = []
        for place in 0..<(lines.map(\.count).max() ?? 0) {
            for line in lines {
                guard dealt.count < room else { return dealt }
                if let item = line.at(place) { dealt.append(item) }
            }
        }
        return dealt
    }
}
