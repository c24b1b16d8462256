/// Does something with each element, with so many at the same time at most, and returns when all are done.
package func inParallel<Element: Sendable>(
    _ elements: [Element], atMost width: Int, _ body: @escaping @Sendable (Element) async -> Void
) async {
    await withTaskGroup(of: Void.self) { group in
        for (index, element) in elements.enumerated() {
            if index >= width { await group.next() }
            group.addTask { await body(element) }
        }
    }
}
