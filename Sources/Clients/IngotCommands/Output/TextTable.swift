/// Columns of text, aligned by spaces.
///
/// Without a terminal the table is plain and nothing is cut, so that other programs can read it. On a terminal the
/// header stands out, and a last column that does not fit is wrapped inside its own column.
package struct TextTable: Sendable, Hashable {
    package var header: [String]
    package var rows: [[String]]

    package init(header: [String], rows: [[String]]) {
        self.header = header
        self.rows = rows
    }

    package func rendered(width: Int?) -> String {
        let widths = columnWidths
        let head = line(header, widths)
        return ([width == nil ? head : "\u{1B}[1m\(head)\u{1B}[0m"] + rows.flatMap { lines(of: $0, widths, width) })
            .joined(separator: "\n")
    }

    private var columnWidths: [Int] {
        header.indices.map { index in
            ([header] + rows).map { cells in
                cells[index].split(separator: "\n", omittingEmptySubsequences: false).map(\.count).max() ?? 0
            }.max() ?? 0
        }
    }

    /// A row takes as many lines as its last cell does.
    private func lines(of cells: [String], _ widths: [Int], _ width: Int?) -> [String] {
        let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let room = width.map { max(20, $0 - indent) } ?? .max
        let parts = (cells.last ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { Self.pieces(of: $0, room) }
        let first = line(cells.dropLast().map { $0.replacing("\n", with: " ") } + [parts.first ?? ""], widths)
        return [first] + parts.dropFirst().map { String(repeating: " ", count: indent) + $0 }
    }

    private static func pieces(of text: Substring, _ room: Int) -> [String] {
        var rest = text
        var pieces: [String] = []
        repeat {
            pieces.append(String(rest.prefix(room)))
            rest = rest.dropFirst(room)
        } while !rest.isEmpty
        return pieces
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            text += cell
            if index < cells.count - 1 {
                text += String(repeating: " ", count: max(0, widths[index] - cell.count) + 2)
            }
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
