import Hummingbird

/// All routes of the API, with what stands before them.
package struct APIRoutes: HTTPResponderBuilder {
    let router: Router<APIContext>

    package func buildResponder() -> SuffixResponder<RouterResponder<APIContext>> {
        SuffixResponder(next: router.buildResponder())
    }
}
