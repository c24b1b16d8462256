import IngotModel
import NIOPosix
import ServiceLifecycle

#if canImport(CMalloc)
    import CMalloc
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Gives memory that a burst of work left free back to the system, which the C library would keep for the next one.
///
/// Only in quiet moments after work: walking the heap and taking its pages anew would slow down what is under way.
struct MemoryUpkeep: Service {
    private static let interval = Duration.seconds(2)
    /// Less of a processor than this, in its seconds, is quiet.
    private static let quiet = 0.1

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var used = Self.processorSeconds
            var hasWorked = true
            while (try? await Task.sleep(for: Self.interval)) != nil {
                let now = Self.processorSeconds
                let isQuiet = now - used < Self.quiet
                used = now
                if isQuiet, hasWorked { await Self.giveBack() }
                hasWorked = !isQuiet
            }
        }
    }

    /// On a thread of its own, as it walks the whole heap.
    private static func giveBack() async {
        _ = try? await NIOThreadPool.singleton.runIfActive {
            #if canImport(CMalloc)
                malloc_trim(0)
            #endif
        }
    }

    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
