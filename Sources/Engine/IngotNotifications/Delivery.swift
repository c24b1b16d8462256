/// One message on its way to one URL: the body, and the headers that come with it.
package struct Delivery: Sendable, Hashable {
    package var body: String
    package var headers: [String: String]

    /// - Parameter headers: what comes with it besides the type of its content and who sends it.
    init(json body: String, headers: [String: String] = [:]) {
        self.body = body
        self.headers = headers.merging(["Content-Type": "application/json", "User-Agent": "ingot"]) { own, _ in own }
    }
}
