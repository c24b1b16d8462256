import IngotModel
import IngotStorage

/// Finds the work that is this conductor's, within one transaction.
///
/// A conductor without others takes what the database has; one among others looks page by page through short rows for
/// what the ring gives it, so that others' work in front of its own, however much, keeps it from nothing.
struct WorkSearch {
    let transaction: Transaction
    let view: Membership.View
    let settings: ConductorSettings
    let hardwareTypes: [String]
    let now: Timestamp
    let isUnderWay: (String) -> Bool

    /// Requests that nobody has taken yet, oldest first.
    func requests(atMost room: Int) throws -> [NodeRequest] {
        if view.isAlone {
            // Some of the first may be under way, and are queued until they are answered.
            let found = try transaction.requests.claimable(
                limit: settings.maximumConcurrency, hardwareTypes: hardwareTypes, groups: settings.group)
            return Array(found.filter { !isUnderWay($0.id.text) }.prefix(room))
        }
        return try requests(
            own(atMost: room, where: { !isUnderWay($0.text) }) {
                try transaction.requests.offers(
                    hardwareTypes: hardwareTypes, group: settings.group, after: $0, limit: $1)
            })
    }

    /// Runs that are due or have lost their conductor, those under way among them, the longest due first.
    func runs() throws -> [Run] {
        if view.isAlone {
            return try transaction.runs.due(
                now, hardwareTypes: hardwareTypes, group: settings.group, limit: settings.maximumConcurrency)
        }
        let ids = try own(atMost: settings.maximumConcurrency, where: { _ in true }) {
            try transaction.runs.offers(
                now, hardwareTypes: hardwareTypes, group: settings.group, after: $0, limit: $1)
        }
        return Self.inOrder(ids, try transaction.runs.find(ids), by: \.id)
    }

    /// Requests that have waited for room and may begin, as far as they are this conductor's: those at the head of the
    /// line are looked at alone, so that none overtakes another's.
    func waiting(atMost limit: Int) throws -> [NodeRequest] {
        guard try transaction.requests.hasWaiting() else { return [] }
        var ids: [RequestID] = []
        for work in LimitedWork.allCases {
            let room = try settings.limits.room(for: work, transaction) ?? limit
            ids += try head(of: work, atMost: min(room, limit))
        }
        return try requests(ids.filter { !isUnderWay($0.text) })
    }

    /// Those of the first in line that are this conductor's. Nodes that no conductor serves hold nobody up.
    private func head(of work: LimitedWork, atMost room: Int) throws -> [RequestID] {
        var ids: [RequestID] = []
        var left = room
        var last: RequestRepository.Offer?
        while left > 0 {
            let page = try transaction.requests.waiting(for: work, after: last, limit: Self.page)
            for offer in page where left > 0 {
                guard let owner = owner(of: offer) else { continue }
                left -= 1
                if owner == settings.hostname { ids.append(offer.id) }
            }
            guard page.count == Self.page else { break }
            last = page.last
        }
        return ids
    }

    private func own<Work>(
        atMost room: Int, where isWanted: (Identifier<Work>) -> Bool,
        page: (WorkOffer<Work>?, Int) throws -> [WorkOffer<Work>]
    ) throws -> [Identifier<Work>] {
        var ids: [Identifier<Work>] = []
        var last: WorkOffer<Work>?
        while ids.count < room {
            let offers = try page(last, Self.page)
            ids += offers.filter { owner(of: $0) == settings.hostname && isWanted($0.id) }.map(\.id)
            guard offers.count == Self.page else { break }
            last = offers.last
        }
        return Array(ids.prefix(room))
    }

    private func owner<Work>(of offer: WorkOffer<Work>) -> String? {
        view.map.owner(of: offer.node, hardwareType: offer.hardwareType, group: offer.group)
    }

    private func requests(_ ids: [RequestID]) throws -> [NodeRequest] {
        Self.inOrder(ids, try transaction.requests.find(ids), by: \.id)
    }

    private static func inOrder<Work>(
        _ ids: [Identifier<Work>], _ found: [Work], by id: (Work) -> Identifier<Work>
    ) -> [Work] {
        let works = Dictionary(found.map { (id($0), $0) }, uniquingKeysWith: { $1 })
        return ids.compactMap { works[$0] }
    }

    private static let page = 256
}
