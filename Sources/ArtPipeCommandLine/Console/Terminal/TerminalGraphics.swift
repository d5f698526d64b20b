import ArtMedia
import Foundation

/// A way to show an image among the lines of a terminal.
protocol TerminalGraphics: Sendable {
  /// The pixels of an image that fill one row of text, for the width of one column times two.
  var pixelsPerRow: Int { get }

  /// An image as text, of which each line fills the columns that the image needs. What the terminal draws on top of them
  /// does not move the cursor.
  ///
  /// - Parameters:
  ///   - image: Its height is a whole number of rows.
  ///   - columns: How many it fills.
  func lines(of image: PixelImage, columns: Int) throws -> [String]

  /// What takes images away that ``lines(of:columns:)`` has drawn, besides the text.
  var erasing: String { get }
}

extension TerminalGraphics {
  var erasing: String { "" }
}

/// Two pixels, one above the other, in each character: any terminal with colours of 24 bits.
struct HalfBlocks: TerminalGraphics {
  let pixelsPerRow = 2

  func lines(of image: PixelImage, columns: Int) throws -> [String] {
    let image = try image.converted(toChannels: 3)
    func color(_ x: Int, _ y: Int) -> String { "\(image[x, y, 0]);\(image[x, y, 1]);\(image[x, y, 2])" }
    return stride(from: 0, to: image.height - 1, by: 2).map { y in
      var line = ""
      var last = ("", "")
      for x in 0..<image.width {
        let (upper, lower) = (color(x, y), color(x, y + 1))
        if upper != last.0 { line += "\u{1B}[38;2;\(upper)m" }
        if lower != last.1 { line += "\u{1B}[48;2;\(lower)m" }
        last = (upper, lower)
        line += "▀"
      }
      return line + "\u{1B}[0m"
    }
  }
}

/// Images that are drawn over empty lines, at the place of the first.
private protocol DrawnGraphics: TerminalGraphics {
  /// What draws an image from the cursor on, over some columns and rows.
  func drawing(_ image: PixelImage, columns: Int, rows: Int) throws -> String
}

extension DrawnGraphics {
  var pixelsPerRow: Int { 20 }

  func lines(of image: PixelImage, columns: Int) throws -> [String] {
    let rows = image.height / pixelsPerRow
    // Terminals differ in where they leave the cursor: it is kept, and put back.
    let first = "\u{1B}7" + (try drawing(image, columns: columns, rows: rows)) + "\u{1B}8"
    return [first] + [String](repeating: "", count: max(0, rows - 1))
  }
}

private func png(_ image: PixelImage) throws -> String {
  Data(try PNGFormat().encode(image, ImageOptions())).base64EncodedString()
}

/// The graphics protocol of kitty, which Ghostty and others know too.
struct KittyGraphics: DrawnGraphics {
  /// The number that the image has there, so that a new one takes the place of the old.
  private static let number = 28

  fileprivate func drawing(_ image: PixelImage, columns: Int, rows: Int) throws -> String {
    var rest = try png(image)[...]
    var text = ""
    var keys = "a=T,f=100,i=\(Self.number),p=1,c=\(columns),r=\(rows),C=1,q=2,"
    repeat {
      let part = rest.prefix(4096)
      rest = rest.dropFirst(4096)
      text += "\u{1B}_G\(keys)m=\(rest.isEmpty ? 0 : 1);\(part)\u{1B}\\"
      keys = ""
    } while !rest.isEmpty
    return text
  }

  var erasing: String { "\u{1B}_Ga=d,d=I,i=\(Self.number),q=2\u{1B}\\" }
}

/// Inline images of iTerm2, which WezTerm knows too.
struct ITermGraphics: DrawnGraphics {
  fileprivate func drawing(_ image: PixelImage, columns: Int, rows: Int) throws -> String {
    "\u{1B}]1337;File=inline=1;width=\(columns);height=\(rows);preserveAspectRatio=1:\(try png(image))\u{7}"
  }
}

/// Sixels: strips of six rows of pixels (DEC VT340), in 252 colours.
struct SixelGraphics: DrawnGraphics {
  /// Steps of red, green and blue.
  private static let steps = (6, 7, 6)

  fileprivate func drawing(_ image: PixelImage, columns: Int, rows: Int) throws -> String {
    let image = try image.converted(toChannels: 3)
    func level(_ value: UInt8, _ steps: Int) -> Int { (Int(value) * (steps - 1) + 127) / 255 }
    func color(_ x: Int, _ y: Int) -> Int {
      (level(image[x, y, 0], Self.steps.0) * Self.steps.1 + level(image[x, y, 1], Self.steps.1)) * Self.steps.2
        + level(image[x, y, 2], Self.steps.2)
    }
    var (text, used) = ("", Set<Int>())
    for top in stride(from: 0, to: image.height, by: 6) {
      let strip = (top..<min(top + 6, image.height)).map { y in (0..<image.width).map { color($0, y) } }
      let colors = Set(strip.joined()).sorted()
      used.formUnion(colors)
      text +=
        colors.map { color in
          let bits = (0..<image.width).map { x in
            strip.indices.reduce(0) { strip[$1][x] == color ? $0 | 1 << $1 : $0 }
          }
          return "#\(color)\(Self.packed(bits))"
        }.joined(separator: "$") + "-"
    }
    let palette = used.sorted().map { color in
      let (red, green, blue) = (
        color / (Self.steps.1 * Self.steps.2), color / Self.steps.2 % Self.steps.1, color % Self.steps.2
      )
      return "#\(color);2;\(100 * red / (Self.steps.0 - 1));\(100 * green / (Self.steps.1 - 1));"
        + "\(100 * blue / (Self.steps.2 - 1))"
    }
    return "\u{1B}P0;1q\"1;1;\(image.width);\(image.height)\(palette.joined())\(text)\u{1B}\\"
  }

  /// Runs of equal columns are counted.
  private static func packed(_ bits: [Int]) -> String {
    var (text, start) = ("", 0)
    while start < bits.count {
      let end = bits[start...].firstIndex { $0 != bits[start] } ?? bits.count
      let letter = String(UnicodeScalar(UInt8(63 + bits[start])))
      text += end - start > 3 ? "!\(end - start)\(letter)" : String(repeating: letter, count: end - start)
      start = end
    }
    return text
  }
}
