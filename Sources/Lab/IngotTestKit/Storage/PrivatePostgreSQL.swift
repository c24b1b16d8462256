import Foundation
import IngotModel

/// A PostgreSQL server of the tests' own, started when the first test needs it.
///
/// It listens on a socket in a temporary directory alone. A shell script watches over it and holds one end of a pipe
/// whose other end is ours: when this process ends, in whatever way, the pipe closes, and the script stops the server
/// and removes the directory.
package final class PrivatePostgreSQL: Sendable {
    private let programs: String
    private let directory: String
    /// Kept open as long as the server is to live.
    private let lifeline: FileHandle

    private init(programs: String, directory: String, lifeline: FileHandle) {
        self.programs = programs
        self.directory = directory
        self.lifeline = lifeline
    }

    private static let started = Task { try await start() }

    /// The server of this process.
    ///
    /// - Throws: ``PostgreSQLNotReady`` when it is not installed or does not start.
    package static func shared() async throws -> PrivatePostgreSQL { try await started.value }

    /// libpq's words for one of the databases.
    package func connectionString(to database: String) -> Secret {
        Secret("host=\(directory) user=\(Self.user) dbname=\(database)")
    }

    package func createDatabase(_ name: String) async throws {
        try await run("createdb", ["--template=template0", name])
    }

    /// Removes a database, also when somebody is connected.
    package func dropDatabase(_ name: String) async throws {
        try await run("dropdb", ["--force", name])
    }

    private static let user = "ingot"

    private func run(_ program: String, _ arguments: [String]) async throws {
        let place = ["--host=\(directory)", "--username=\(Self.user)"]
        try await ChildProgram.run("\(programs)/\(program)", place + arguments)
    }

    private static func start() async throws -> PrivatePostgreSQL {
        let programs = try findPrograms()
        // The server refuses to run as root.
        let asOwner = getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : []
        let command = asOwner + ["sh", "-c", watchedServerScript, "sh", programs, user]
        let (answer, lifeline) = try await ChildProgram.start("/usr/bin/env", command)
        guard answer.hasPrefix("/") else {
            throw PostgreSQLNotReady(reason: "PostgreSQL did not start: \(answer)")
        }
        return PrivatePostgreSQL(programs: programs, directory: answer, lifeline: lifeline)
    }

    /// The newest version's directory of programs, as Debian lays them out.
    private static func findPrograms() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let installed = versions.compactMap { Double($0) }.sorted(by: >)
            .flatMap { version in versions.filter { Double($0) == version } }
            .map { "\(root)/\($0)/bin" }
        guard let newest = installed.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/postgres") })
        else {
            throw PostgreSQLNotReady(
                reason: "no PostgreSQL server is installed (looked for \(root)/*/bin/postgres);"
                    + " run scripts/setup test, which installs it")
        }
        return newest
    }
}

/// Why there is no PostgreSQL server to test with.
package struct PostgreSQLNotReady: Error, CustomStringConvertible {
    package var reason: String

    package var description: String { reason }
}
