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

    var items: [Item]
    /// How long to wait for the bell before the next look.
    var pause: Duration
}
