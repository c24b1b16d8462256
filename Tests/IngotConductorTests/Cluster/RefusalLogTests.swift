import IngotModel
import Logging
import Synchronization
import Testing

@testable import IngotConductor
@testable import IngotStorage

/// What the log tells of requests that did not begin.
struct RefusalLogTests {
    private struct Log: LogHandler {
        final class Lines: Sendable {
            let kept = Mutex<[String]>([])
        }

        let lines: Lines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.kept.withLock { $0.append("\(event.message)") } }

        static func logger(_ lines: Lines) -> Logger { Logger(label: "refusal.test") { _ in Log(lines: lines) } }
    }

    @Test(arguments: [WorkLimits.WhenFull.refuse, .queue])
    func `a request that another conductor has taken meanwhile is not told to be refused or to wait`(
        _ whenFull: WorkLimits.WhenFull
    ) async throws {
        let lab = try await Lab()
        let lines = Log.Lines()
        func admission(_ hostname: String, limit: Int) async throws -> Admission {
            let peer = try await Peer(hostname, in: lab, logger: Log.logger(lines)) { settings in
                settings.limits.maximum[.deploy] = limit
                settings.limits.whenFull = whenFull
            }
            return Admission(surroundings: peer.surroundings)
        }
        let nodes = try await lab.addNodes(2, in: .available)
        let first = try await lab.ask(.active, of: nodes[0])
        let (fast, slow) = (try await admission("a", limit: 2), try await admission("b", limit: 1))
        #expect(try await fast.process(try #require(try await lab.request(first))) != nil)
        let seen = try #require(try await lab.request(try await lab.ask(.active, of: nodes[1])))
        #expect(try await fast.process(seen) != nil)
        lines.kept.withLock { $0 = [] }

        #expect(try await slow.process(seen) == nil)
        try await WaitingLine(surroundings: slow.surroundings).join(
            seen, because: NoRoom(work: .deploy, limit: 1, inFront: 0))
        #expect(lines.kept.withLock { $0 } == [])
        #expect(try await lab.request(seen.id)?.state == .accepted)
    }

    @Test func `a request that is refused is told`() async throws {
        let lab = try await Lab()
        let lines = Log.Lines()
        let surroundings = try await Peer("a", in: lab, logger: Log.logger(lines)).surroundings
        let node = try await lab.addNodes(1, in: .available)[0]
        let request = try #require(try await lab.request(try await lab.ask(.rescue, of: node)))
        #expect(try await Admission(surroundings: surroundings).process(request) == nil)
        #expect(lines.kept.withLock { $0 } == ["a request was refused"])
    }
}
