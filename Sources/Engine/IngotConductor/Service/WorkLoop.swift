import IngotModel
import IngotStorage
import Logging

/// Looks for work and does it, as much at a time as the settings say.
struct WorkLoop: Sendable {
    let surroundings: Surroundings
    let inFlight: InFlight
    let membership: Membership
    let departure: Departure

    /// Goes on until the conductor is to stop, or has been asked to go and nothing is left, or its time is up.
    func run() async {
        let bell = surroundings.store.bell
        let look = LookAround(
            surroundings: surroundings, inFlight: inFlight, membership: membership, departure: departure)
        await withDiscardingTaskGroup { group in
            while !inFlight.isStopping, !Task.isCancelled, !hasLeft {
                let seen = bell.rings
                let agenda = await look.agenda()
                for item in agenda.items where inFlight.begin(item.key) {
                    group.addTask { await handle(item) }
                }
                if agenda.hasStranded { await releaseStranded() }
                if agenda.doubtsLeases { await surroundings.leases.renewAll() }
                await bell.wait(after: seen, atMost: agenda.pause, on: surroundings.timer)
            }
            if isOverdue { group.cancelAll() }
        }
    }

    private var isOverdue: Bool { departure.isOverdue(at: surroundings.clock.now) }
    private var mayLeave: Bool { departure.isAsked && inFlight.isEmpty }
    private var hasLeft: Bool { mayLeave || isOverdue }

    /// Steps in flight are finished before a conductor stops; one that is only leaving drives its runs on where there
    /// is nobody else for them.
    private var handsOver: Bool {
        let view = membership.latest
        let isLeaving = departure.isAsked || view.isDraining || !surroundings.mayShareWork
        return inFlight.isStopping || isLeaving && view.isRelieved
    }

    /// Does one work to its end, and looks around anew where others may have waited for that.
    func handle(_ item: Agenda.Item) async {
        let key = await work(on: item)
        if inFlight.end(key, limit: surroundings.settings.maximumConcurrency) || mayLeave {
            surroundings.store.bell.ring()
        }
    }

    /// - Returns: the key of what the work has become.
    private func work(on item: Agenda.Item) async -> String {
        do {
            switch item {
            case .request(let request):
                guard let admitted = try await Admission(surroundings: surroundings).process(request) else { break }
                let key = Agenda.Item.run(admitted.run).key
                inFlight.go(on: key, insteadOf: item.key)
                await drive(admitted.run, under: admitted.lease)
                return key
            case .run(let run):
                guard let taken = try await RunRecords(surroundings: surroundings).takeUp(run.id) else { break }
                await drive(taken.run, under: taken.lease)
            }
        } catch {
            surroundings.logger.error(
                "work was put off; tried again soon", metadata: ["work": "\(item.key)", "error": "\(error)"])
        }
        return item.key
    }

    private func drive(_ run: Run, under lease: Lease) async {
        await Runner(surroundings: surroundings, isStopping: { handsOver }).drive(run, under: lease)
    }

    /// Releases those who wait for an answer to a call whose conductor will not give it any more.
    func releaseStranded() async {
        let now = surroundings.clock.now
        do {
            let count = try await surroundings.store.write { transaction in
                let count = try transaction.requests.refuseStranded(Blockers.outcomeUnknown.json, at: now)
                if count > 0 { transaction.ringAfterCommit() }
                return count
            }
            membership.forgetStranded()
            guard count > 0 else { return }
            surroundings.logger.notice(
                "calls of conductors that were interrupted were refused", metadata: ["requests": "\(count)"])
        } catch {
            surroundings.logger.error(
                "calls of conductors that were interrupted could not be refused", metadata: ["error": "\(error)"])
        }
    }
}
