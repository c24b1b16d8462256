/// How much SQLite may use and how long it may wait.
package struct SQLiteLimits: Sendable {
    /// How long a statement waits for another process that writes.
    package var busyTimeout: Duration = .seconds(10)
    /// How many reads run side by side.
    package var readers = 4
    /// How many reads may wait for a thread, and how many writes for their turn; more are refused.
    package var queueLength = 4096
    /// How long a read may wait for a thread, and a write for its turn.
    package var queueTimeout: Duration = .seconds(30)
    /// How often a write is repeated that another process kept from committing.
    package var attempts = 5
    /// How much memory the prepared statements of one connection may take, in bytes; then all are forgotten.
    package var statementMemory = 16 << 20
    /// How much memory the writing connection may take for pages, in bytes.
    package var writerCache = 4 << 20
    /// How many transactions one commit holds at most, where many wait.
    package var batch = 64
    /// How long a commit takes usual transactions in once it holds an urgent one.
    package var batchTime: Duration = .milliseconds(2)
    /// Whether each commit waits until the disk has it (`synchronous=FULL`).
    ///
    /// Without (`NORMAL`) commits are faster, `kill -9` still loses nothing, but a power cut can take the last moments
    /// before it; the journal would then know less than what was done to machines.
    package var survivesPowerCut = true

    package init() {}
}
