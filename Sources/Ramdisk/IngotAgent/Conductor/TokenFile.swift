import Glibc
import IngotModel
import Logging

/// Keeps the token in the ramdisk's memory.
///
/// A conductor gives the token once. An agent that was started again by its init would otherwise find it given away and
/// lock the machine down.
enum TokenFile {
    static func read(_ path: String) -> Secret? {
        guard let text = SystemFile.text(path), !text.isEmpty else { return nil }
        return Secret(text)
    }

    /// Writes the token for the superuser's eyes only; where that fails the agent goes on without.
    static func keep(_ token: Secret, in path: String, _ logger: Logger) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let bytes = Array(token.reveal().utf8)
        let isWritten = file >= 0 && write(file, bytes, bytes.count) == bytes.count
        if file >= 0 { close(file) }
        if !isWritten { logger.warning("The token could not be kept for a restart", metadata: ["file": "\(path)"]) }
    }
}
