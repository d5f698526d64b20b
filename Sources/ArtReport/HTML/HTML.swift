import Foundation

/// Pieces of a page.
enum HTML {
  /// A text that stays a text, in an element or in an attribute.
  static func text(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#x27;"
      // No page may hold these.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// A script, or data that scripts read; `attributes` come behind its id.
  static func script(_ type: String, _ id: String, _ content: String, attributes: String = "") -> String {
    "<script type=\"\(type)\" id=\"\(id)\"\(attributes)>\(content)</script>\n"
  }

  /// JSON that scripts read. No `<` is in it, so that nothing ends the element early.
  static func data(_ id: String, json: String) -> String {
    script("application/json", id, json.replacingOccurrences(of: "<", with: "\\u003c"))
  }

  /// Bytes in base64 that scripts read.
  static func bytes(_ id: String, _ bytes: [UInt8], attributes: String = "") -> String {
    script("application/octet-stream+base64", id, Data(bytes).base64EncodedString(), attributes: attributes)
  }

  /// Scripts as one, with names of their own.
  static func script(_ id: String, files: String) -> String {
    script("text/javascript", id, "(() => {\n\"use strict\";\n\(files)\n})();\n")
  }

  /// What bytes take in a page, in base64.
  static func size(ofBytes count: Int) -> Int { (count + 2) / 3 * 4 }

  /// A list of names with what they are.
  static func definitions(_ items: [(name: String, value: String)], kind: String) -> String {
    guard !items.isEmpty else { return "" }
    let rows = items.map { "<div><dt>\(text($0.name))</dt><dd>\(text($0.value))</dd></div>" }
    return "<dl class=\"\(kind)\">\(rows.joined())</dl>\n"
  }

  /// A table, which scrolls where it is too wide.
  ///
  /// - Parameters:
  ///   - rows: The cells as HTML; the first names its row.
  ///   - left: The first so many columns hold words.
  static func table(
    _ caption: String, _ heads: [String], _ rows: [[String]], foot: [String]? = nil, left: Int = 1, kind: String = ""
  ) -> String {
    func cell(_ tag: String, _ value: String, _ index: Int, scope: String = "") -> String {
      let words = index > 0 && index < left ? " class=\"words-left\"" : ""
      return "<\(tag)\(scope)\(words)>\(value)</\(tag)>"
    }
    func row(_ values: [String]) -> String {
      let cells = values.enumerated().map { index, value in
        index == 0 ? cell("th", value, 0, scope: " scope=\"row\"") : cell("td", value, index)
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let head = heads.enumerated().map { cell("th", text($1), $0, scope: " scope=\"col\"") }.joined()
    return
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(text(caption))\"><table class=\"\(kind)\">\n"
      + "<caption>\(text(caption))</caption>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
      + rows.map(row).joined() + "</tbody>" + (foot.map { "<tfoot>\(row($0))</tfoot>" } ?? "") + "</table></div>\n"
  }
}
