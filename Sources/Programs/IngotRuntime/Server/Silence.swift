import ServiceLifecycle

/// What stands in the API's place where this process has none: it says that the process is ready, and waits for the
/// end.
struct Silence: Service {
    let announcement: Announcement

    func run() async throws {
        announcement.ready(at: nil)
        try await gracefulShutdown()
    }
}
