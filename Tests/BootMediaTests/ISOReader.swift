/// Reads an image back the way an operating system does: from the volume descriptor along the directory records.
struct ISOReader {
    enum Names { case rockRidge, joliet, plain }

    let image: [UInt8]
    let names: Names

    var label: String { text(at: descriptor + 40, length: 32).trimmingSpaces }
    var sectorCount: Int { number(at: descriptor + 80) }
    var announcesRockRidge: Bool {
        let root = number(at: descriptor + 156 + 2) * 2048
        return systemUse(ofRecord: root).map(\.signature).starts(with: ["SP", "ER"])
    }

    /// Contents by path.
    func files() -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        read(directory: descriptor + 156, path: "", into: &found)
        return found
    }

    private var descriptor: Int { (names == .joliet ? 17 : 16) * 2048 }

    private func read(directory record: Int, path: String, into found: inout [String: [UInt8]]) {
        let start = number(at: record + 2) * 2048
        let end = start + number(at: record + 10)
        var place = start
        var index = 0
        while place < end {
            let length = Int(image[place])
            guard length > 0 else {
                place = (place / 2048 + 1) * 2048
                continue
            }
            if index > 1 {
                let child = "\(path)/\(name(ofRecord: place))"
                if image[place + 25] & 2 != 0 {
                    read(directory: place, path: child, into: &found)
                } else {
                    let content = number(at: place + 2) * 2048
                    found[String(child.dropFirst())] = Array(image[content..<(content + number(at: place + 10))])
                }
            }
            index += 1
            place += length
        }
    }

    private func name(ofRecord place: Int) -> String {
        let identifier = Array(image[(place + 33)..<(place + 33 + Int(image[place + 32]))])
        switch names {
        case .plain: return String(decoding: identifier, as: UTF8.self)
        case .joliet:
            let units = stride(from: 0, to: identifier.count, by: 2).map {
                UInt16(identifier[$0]) << 8 | UInt16(identifier[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        case .rockRidge:
            let entry = systemUse(ofRecord: place).first { $0.signature == "NM" }
            return String(decoding: entry?.bytes.dropFirst(5) ?? [], as: UTF8.self)
        }
    }

    private func systemUse(ofRecord record: Int) -> [(signature: String, bytes: [UInt8])] {
        let length = Int(image[record])
        let identifier = Int(image[record + 32])
        var place = record + 33 + identifier + (identifier + 1) % 2
        var entries: [(String, [UInt8])] = []
        while place + 4 <= record + length {
            let size = Int(image[place + 2])
            entries.append((text(at: place, length: 2), Array(image[place..<(place + size)])))
            place += size
        }
        return entries
    }

    private func text(at place: Int, length: Int) -> String {
        String(decoding: image[place..<(place + length)].filter { $0 != 0 }, as: UTF8.self)
    }

    private func number(at place: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(image[place + $1]) << (8 * $1) }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
