/// Where this process cannot listen, and why.
struct ListeningProblem: Error, CustomStringConvertible {
    let address: String
    let key: String
    let reason: String

    var description: String {
        "ingotd cannot listen at \(address) (\(key)): \(reason). Nothing was begun; end who listens there, or set"
            + " \(key) to another address."
    }
}
