import IngotModel
import IngotStorage
import Logging

/// Finds the work that is this conductor's, within one transaction.
///
/// It looks page by page through short rows for what the ring gives it, so that others' work in front of its own,
/// however much, keeps it from nothing; and only what it takes is read as a whole, as config drives and plans are
/// large.
struct WorkSearch {
    let transaction: Transaction
    let view: Membership.View
    let settings: ConductorSettings
    let hardwareTypes: [String]
    let now: Timestamp
    let isUnderWay: (String) -> Bool
    let unreadable: UnreadableWork
    let logger: Logger

    /// Requests that nobody has taken yet, oldest first; some are under way, and queued until they are answered.
    func requests(atMost room: Int) throws -> [NodeRequest] {
        var (offers, found): ([RequestRepository.Offer], [NodeRequest])
        repeat {
            offers = try own(atMost: room, where: { !isUnderWay($0.id.text) && isReadable($0) }) {
                try transaction.requests.offers(
                    hardwareTypes: hardwareTypes, group: settings.group, after: $0, limit: $1)
            }
            found = try requests(offers.map(\.id))
        } while !offers.allSatisfy(isReadable)
        return found
    }

    /// Runs that are due or have lost their conductor, the longest due first; those under way are among them, as they
    /// are a sign that a lease was lost.
    func dueRuns() throws -> [RunRepository.Offer] {
        try own(atMost: settings.maximumConcurrency, where: isReadable) {
            try transaction.runs.offers(
                now, hardwareTypes: hardwareTypes, group: settings.group, pausingIn: settings.pausedStates, after: $0,
                limit: $1)
        }
    }

    func runs(_ offers: [RunRepository.Offer], atMost room: Int) throws -> [Run] {
        var ids = offers.map(\.id).filter { !isUnderWay($0.text) }[...]
        var runs: [Run] = []
        while runs.count < room, !ids.isEmpty {
            let next = Array(ids.prefix(room - runs.count))
            ids = ids.dropFirst(next.count)
            runs += readable(next, try transaction.runs.find(next))
        }
        return runs
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
                guard let owner = owner(of: offer), isReadable(offer) else { continue }
                left -= 1
                if owner == settings.hostname { ids.append(offer.id) }
            }
            guard page.count == Self.page else { break }
            last = page.last
        }
        return ids
    }

    private func own<Work>(
        atMost room: Int, where isWanted: (WorkOffer<Work>) -> Bool,
        page: (WorkOffer<Work>?, Int) throws -> [WorkOffer<Work>]
    ) throws -> [WorkOffer<Work>] {
        var found: [WorkOffer<Work>] = []
        var last: WorkOffer<Work>?
        while found.count < room {
            let offers = try page(last, Self.page)
            found += offers.filter { owner(of: $0) == settings.hostname && isWanted($0) }
            guard offers.count == Self.page else { break }
            last = offers.last
        }
        return Array(found.prefix(room))
    }

    private func owner<Work>(of offer: WorkOffer<Work>) -> String? {
        view.map.owner(of: offer.node, hardwareType: offer.hardwareType, group: offer.group)
    }

    /// As far as is known yet.
    private func isReadable<Work>(_ offer: WorkOffer<Work>) -> Bool { !unreadable.leavesOut(offer.id.text, at: now) }

    private func requests(_ ids: [RequestID]) throws -> [NodeRequest] {
        readable(ids, try transaction.requests.find(ids))
    }

    /// In the order of the line. What cannot be read stops nothing else, and is told of once.
    private func readable<Work>(
        _ ids: [Identifier<Work>], _ found: [Identifier<Work>: Result<Work, any Error>]
    ) -> [Work] {
        ids.compactMap { id in
            switch found[id] {
            case .success(let work):
                unreadable.forget(id.text)
                return work
            case .failure(let error):
                guard unreadable.note(id.text, until: now + settings.unreadablePause) else { return nil }
                logger.error(
                    "work cannot be read and is left alone; if a newer conductor wrote it, only such a one can do it",
                    metadata: ["work": "\(Work.self)", "id": "\(id)", "error": "\(error)"])
                return nil
            case nil:
                unreadable.forget(id.text)
                return nil
            }
        }
    }

    private static let page = 256
}
