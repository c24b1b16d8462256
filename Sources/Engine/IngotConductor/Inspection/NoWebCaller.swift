import IngotHardware

/// Stands where a conductor may not call others: inspection rules that want to are told so.
package struct NoWebCaller: WebCaller {
    package init() {}

    package func send(_ call: WebCall) async throws {
        throw HardwareProblem(
            .unsupported, "this conductor sends no calls for inspection rules, so \(call.url) was not called")
    }
}
