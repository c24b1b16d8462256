import AsyncToolkit
import IngotHardware
import IngotModel
import IngotStorage

/// Asks a node's power interface, which has so long to answer and no longer.
struct PowerQuestion: Sendable {
    let surroundings: Surroundings

    func ask(_ seen: NodeGlance) async -> PowerSighting {
        let limit = surroundings.settings.jobs.powerSyncTimeout
        return await within(limit, on: surroundings.timer) { await answer(seen) }
            ?? .failed("nothing came back within \(limit)")
    }

    private func answer(_ seen: NodeGlance) async -> PowerSighting {
        let task = surroundings.task(seen.node, ports: [], agent: nil, [:], at: surroundings.clock.now)
        do {
            let power = try surroundings.catalog.power(of: seen.node)
            try await power.validate(task)
            guard let state = try await power.state(of: task) else { return .unknown }
            return state == .error ? .error : .state(state)
        } catch let problem as HardwareProblem where problem.code == .invalidParameter {
            return .unfit(problem.message)
        } catch {
            return .failed("\(error)")
        }
    }
}
