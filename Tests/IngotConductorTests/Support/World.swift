import Synchronization

/// The machines outside: they remember what was done to them, whatever becomes of the conductor.
final class World: Sendable {
    private struct Effect {
        var name: String
        var mark: String?
        var mayRepeat: Bool
    }

    private struct State {
        var effects: [Effect] = []
        /// How often each job must still be asked about until it is done, by the mark of its step.
        var jobs: [String: Int] = [:]
    }

    let strip = PowerStrip()
    private let state = Mutex(State())
    /// How often the next job must be asked about.
    private let length: @Sendable () -> Int

    init(jobsAskedAbout length: @escaping @Sendable () -> Int = { 2 }) { self.length = length }

    var effects: [String] { state.withLock { $0.effects.map(\.name) } }
    func count(_ name: String) -> Int { effects.count { $0 == name } }

    /// Whether anything was done for one step of one run.
    func did(_ mark: String) -> Bool { state.withLock { $0.effects.contains { $0.mark == mark } } }

    /// What was done twice for one step of one run although its step forbids that.
    var repetitions: [String] {
        let forbidden = state.withLock { $0.effects.filter { !$0.mayRepeat && $0.mark != nil } }
        return Dictionary(grouping: forbidden) { "\($0.name) \($0.mark ?? "")" }.filter { $0.value.count > 1 }.keys
            .sorted()
    }

    func effect(_ name: String, _ mark: String? = nil, mayRepeat: Bool = true) {
        state.withLock { $0.effects.append(Effect(name: name, mark: mark, mayRepeat: mayRepeat)) }
    }

    /// Begins a job that is done after it was asked about a few times.
    func begin(_ job: String, _ mark: String) {
        let length = length()
        state.withLock { state in
            state.effects.append(Effect(name: job, mark: mark, mayRepeat: false))
            state.jobs[mark] = length
        }
    }

    func has(_ mark: String) -> Bool { state.withLock { $0.jobs[mark] != nil } }

    func isDone(_ mark: String) -> Bool {
        state.withLock { state in
            let left = state.jobs[mark, default: 0]
            state.jobs[mark] = max(0, left - 1)
            return left == 0
        }
    }
}
