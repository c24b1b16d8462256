import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// Ingot's own extension: what was done to a node.
struct TimelineController: Sendable {
    let services: APIServices

    /// How many runs are shown where nobody says.
    private static let standardLimit = 20
    /// Runs come with all their entries, so that a page of them is a small one.
    private static let maximumLimit = 100
    /// With how many earlier runs each is compared.
    private static let comparedRuns = 20

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/nodes/{node}/timeline", .node("baremetal:node:history:get"),
                query: [.init("limit", .number), .init("run", .uuid), .init("format", .choice(Self.formats))],
                answer: .object("timeline", [.init("runs", .objects), .init("resourceSpans", .objects)]),
                "Tells what was done to a node.", timeline)
        ]
    }

    /// As documented, or as what a collector of traces takes.
    private static let formats = ["json", "otlp"]

    private func timeline(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = context.query
        let format = query["format"] ?? "json"
        guard Self.formats.contains(format) else {
            throw APIError.invalid("There is no format '\(format)'; there are: \(Self.formats.joined(separator: ", "))")
        }
        let page = try Page(query, maximum: min(Self.maximumLimit, services.configuration.maximumPageSize))
        let limit = query["limit"] == nil ? min(Self.standardLimit, page.limit) : page.limit
        let wanted = try query.identifier("run", of: Run.self)
        let reference = try context.reference("node")
        let (now, project) = (services.now, context.learningProject)
        let runs = try await services.store.read { transaction in
            let node = try NodeReader.node(reference, transaction, context)
            let runs = try Self.runs(of: node, wanted, limit: limit, transaction)
            let entries = Dictionary(grouping: try transaction.journal.entries(runs: runs.map(\.id)), by: \.run)
            let past = try Self.past(of: Set(runs.map(\.work)), on: node, for: project, transaction)
            let setter = node.maintenanceSetter(for: context)
            return runs.map { run in
                RunTimeline(
                    run: run, entries: entries[run.id] ?? [], now: now, node: node, maintenanceSetter: setter,
                    past: past[run.work])
            }
        }
        return .json(
            format == "otlp" ? OTLPTrace(trees: runs.map(\.tree)).json : ["runs": .array(runs.map(\.json))])
    }

    /// What the runs of each kind of work are compared with.
    ///
    /// - Parameter project: the only one whose runs count; nil for all.
    private static func past(
        of works: Set<ComparedWork>, on node: Node, for project: String?, _ transaction: Transaction
    ) throws -> [ComparedWork: PastRuns] {
        let machine = MachineKind(of: node)
        let pairs = try works.compactMap { work in
            // One of them may be the run itself, which is no example.
            try transaction.statistics.past(
                work.kind.synonyms, on: machine, deploying: work.image, of: project, fewest: 2,
                limit: comparedRuns
            ).map { (work, $0) }
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    private static func runs(
        of node: Node, _ wanted: RunID?, limit: Int, _ transaction: Transaction
    ) throws -> [Run] {
        guard let wanted else { return try transaction.runs.list(node.id, limit: limit) }
        guard let run = try transaction.runs.find(wanted), run.node == node.id else {
            throw APIError.notFound("run", wanted.text)
        }
        return [run]
    }
}

/// In what runs on one machine are to be the same that are compared with the same others.
private struct ComparedWork: Hashable {
    var kind: NodeRequest.Kind
    var image: String?
}

extension Run {
    fileprivate var work: ComparedWork { ComparedWork(kind: kind, image: image) }
}
