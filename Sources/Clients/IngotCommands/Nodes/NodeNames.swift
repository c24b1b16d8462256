import ArgumentParser
import IngotClient

/// Completes node names in the shell by asking the service.
package enum NodeNames {
    static let completion = CompletionKind.custom { words, _, prefix in
        (try? await names(for: words, in: .process))?.filter { $0.hasPrefix(prefix) } ?? []
    }

    /// The name, or where there is none the UUID, of every node of the service that the command line speaks of.
    ///
    /// The shell waits for the answer, so that a service that is not there must not hold it up for long.
    package static func names(
        for words: [String], in surroundings: Surroundings, atMost deadline: Duration = .seconds(2)
    ) async throws -> [String] {
        let access = try AccessResolution(
            url: option("--url", in: words), cloud: option("--cloud", in: words),
            environment: surroundings.environment, read: surroundings.read
        ).access()
        var options = IngotClient.Options()
        options.deadline = deadline
        return try await access.connected(options) { client in
            try await client.nodes.list(["fields": "uuid,name"]).compactMap { $0.name ?? $0.uuid }
        }
    }

    private static func option(_ name: String, in words: [String]) -> String? {
        if let joined = words.first(where: { $0.hasPrefix(name + "=") }) {
            return String(joined.dropFirst(name.count + 1))
        }
        guard let place = words.firstIndex(of: name), place + 1 < words.count else { return nil }
        return words[place + 1]
    }
}
