import ArtNN
import ArtTensor

/// The pickle of a state_dict, read without Python: of the few instructions and names that tensors in dictionaries need, and
/// no others. Nothing is run.
///
/// Source: Python's `Lib/pickletools.py`, protocols 2 to 4.
struct TorchPickle {
  private(set) var tuples: [[PickledValue]] = []
  private(set) var lists: [[PickledValue]] = []
  private(set) var dictionaries: [[(key: PickledValue, value: PickledValue)]] = []
  private(set) var root = PickledValue.none

  /// Why a pickle is refused, as the end of a sentence that begins with the file's name.
  struct Refusal: Error {
    let message: String

    init(_ message: String) { self.message = message }

    static func damaged(_ words: String) -> Refusal {
      Refusal("is damaged, or no state_dict: \(words); use another copy of it")
    }

    static func code(_ what: String) -> Refusal {
      Refusal(
        "asks for \(what), which is code that loading it in Python would run, and is not run here; "
          + TorchAdvice.stateDict)
    }
  }

  /// More than the pickle of any model has: numbers stand beside it.
  static let largestSize = 16 << 20

  private let bytes: [UInt8]
  private var place = 0
  private var stack: [PickledValue] = []
  private var marks: [Int] = []
  private var memo: [Int: PickledValue] = [:]

  init(_ bytes: [UInt8]) throws(Refusal) {
    self.bytes = bytes
    while true {
      let code = try byte()
      guard code != UInt8(ascii: ".") else { break }
      try follow(code)
    }
    root = try pop()
  }

  /// One instruction.
  private mutating func follow(_ code: UInt8) throws(Refusal) {
    switch code {
    case 0x80:  // PROTO
      let version = try byte()
      guard (2...5).contains(version) else { throw .damaged("its pickle is of the unknown form \(version)") }
    case 0x95: _ = try number(UInt64.self)  // FRAME
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.bool(true))
    case 0x89: stack.append(.bool(false))
    case UInt8(ascii: "J"): stack.append(.integer(Int(try number(Int32.self))))
    case UInt8(ascii: "K"): stack.append(.integer(Int(try byte())))
    case UInt8(ascii: "M"): stack.append(.integer(Int(try number(UInt16.self))))
    case 0x8A: stack.append(.integer(try long(Int(try byte()))))
    case UInt8(ascii: "G"):
      stack.append(.number(Double(bitPattern: try number(UInt64.self).byteSwapped)))
    case UInt8(ascii: "X"): stack.append(.text(try text(Int(try number(UInt32.self)))))
    case 0x8C: stack.append(.text(try text(Int(try byte()))))
    case UInt8(ascii: "q"): try keep(as: Int(try byte()))
    case UInt8(ascii: "r"): try keep(as: Int(try number(UInt32.self)))
    case 0x94: try keep(as: memo.count)
    case UInt8(ascii: "h"): try recall(Int(try byte()))
    case UInt8(ascii: "j"): try recall(Int(try number(UInt32.self)))
    case UInt8(ascii: ")"): push(tuple: [])
    case 0x85, 0x86, 0x87: push(tuple: try pop(Int(code) - 0x84))
    case UInt8(ascii: "t"): push(tuple: try popToMark())
    case UInt8(ascii: "]"):
      lists.append([])
      stack.append(.list(lists.count - 1))
    case UInt8(ascii: "}"): pushDictionary()
    case UInt8(ascii: "a"): try append([try pop()])
    case UInt8(ascii: "e"): try append(try popToMark())
    case UInt8(ascii: "s"): try set(try pop(2))
    case UInt8(ascii: "u"): try set(try popToMark())
    case UInt8(ascii: "c"): try global(try line(), try line())
    case 0x93:  // STACK_GLOBAL
      let names = try pop(2)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw .damaged("a name in it is no text")
      }
      try global(module, name)
    case UInt8(ascii: "Q"): try storage()
    case UInt8(ascii: "R"): try reduce()
    case UInt8(ascii: "b"): try build()
    default: throw Self.unknown(code)
    }
  }

  private static func unknown(_ code: UInt8) -> Refusal {
    switch code {
    case UInt8(ascii: "i"), UInt8(ascii: "o"), 0x81, 0x92: .code("objects of classes")
    case 0x82, 0x83, 0x84: .code("registered extensions")
    default: .damaged("its pickle has the instruction 0x\(String(code, radix: 16)), which no state_dict needs")
    }
  }

  // MARK: Names and calls

  private mutating func global(_ module: String, _ name: String) throws(Refusal) {
    guard let known = PickledName("\(module).\(name)") else { throw .code("'\(module).\(name)'") }
    stack.append(.global(known))
  }

  private mutating func reduce() throws(Refusal) {
    guard case .tuple(let index) = try pop(), case .global(let name) = try pop() else {
      throw .damaged("it calls what is no function")
    }
    let arguments = tuples[index]
    switch name {
    case .orderedDict where arguments.isEmpty: pushDictionary()
    case .rebuildTensor: stack.append(.tensor(try tensor(arguments)))
    case .rebuildParameter:
      guard case .tensor(let tensor)? = arguments.first else { throw .damaged("a parameter in it is no tensor") }
      stack.append(.tensor(tensor))
    case .orderedDict, .storage: throw .damaged("it calls \(name) with \(arguments.count) arguments")
    }
  }

  /// Storage, offset, sizes, strides; what follows says how it is trained.
  private func tensor(_ arguments: [PickledValue]) throws(Refusal) -> PickledTensor {
    guard arguments.count >= 4, case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
      let sizes = integers(arguments[2]), let strides = integers(arguments[3]),
      let tensor = PickledTensor(storage, offset: offset, sizes: sizes, strides: strides)
    else { throw .damaged("a tensor in it does not fit its numbers") }
    return tensor
  }

  private func integers(_ value: PickledValue) -> [Int]? {
    guard case .tuple(let index) = value else { return nil }
    var integers: [Int] = []
    for value in tuples[index] {
      guard case .integer(let integer) = value else { return nil }
      integers.append(integer)
    }
    return integers
  }

  /// `('storage', torch.FloatStorage, '0', 'cpu', 512)`.
  private mutating func storage() throws(Refusal) {
    guard case .tuple(let index) = try pop(), tuples[index].count == 5, tuples[index][0] == .text("storage"),
      case .global(.storage(let type)) = tuples[index][1], case .text(let key) = tuples[index][2],
      case .integer(let count) = tuples[index][4], (0...1 << 31).contains(count)
    else { throw .damaged("the place of a tensor's numbers is unclear") }
    stack.append(.storage(PickledStorage(key: key, type: type, count: count)))
  }

  /// Attributes of a dictionary, such as the versions of a module, which nothing here needs.
  private mutating func build() throws(Refusal) {
    _ = try pop()
    guard case .dictionary? = stack.last else { throw .damaged("it gives attributes to what has none") }
  }

  // MARK: Containers

  private mutating func push(tuple: [PickledValue]) {
    tuples.append(tuple)
    stack.append(.tuple(tuples.count - 1))
  }

  private mutating func pushDictionary() {
    dictionaries.append([])
    stack.append(.dictionary(dictionaries.count - 1))
  }

  private mutating func append(_ values: [PickledValue]) throws(Refusal) {
    guard case .list(let index)? = stack.last else { throw .damaged("it appends to what is no list") }
    lists[index] += values
  }

  private mutating func set(_ values: [PickledValue]) throws(Refusal) {
    guard case .dictionary(let index)? = stack.last, values.count.isMultiple(of: 2) else {
      throw .damaged("it sets a key of what is no dictionary")
    }
    for place in stride(from: 0, to: values.count, by: 2) {
      dictionaries[index].append((key: values[place], value: values[place + 1]))
    }
  }

  private mutating func keep(as key: Int) throws(Refusal) {
    guard let value = stack.last else { throw .damaged("it keeps what is not there") }
    memo[key] = value
  }

  private mutating func recall(_ key: Int) throws(Refusal) {
    guard let value = memo[key] else { throw .damaged("it recalls what was not kept") }
    stack.append(value)
  }

  private mutating func pop() throws(Refusal) -> PickledValue {
    guard stack.count > marks.last ?? 0 else { throw .damaged("its pickle takes what is not there") }
    return stack.removeLast()
  }

  private mutating func pop(_ count: Int) throws(Refusal) -> [PickledValue] {
    guard stack.count >= (marks.last ?? 0) + count else { throw .damaged("its pickle takes what is not there") }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(Refusal) -> [PickledValue] {
    guard let mark = marks.popLast() else { throw .damaged("its pickle takes what is not there") }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  // MARK: Bytes

  private mutating func byte() throws(Refusal) -> UInt8 {
    guard place < bytes.count else { throw .damaged("its pickle ends too early") }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func slice(_ count: Int) throws(Refusal) -> ArraySlice<UInt8> {
    guard count <= bytes.count - place else { throw .damaged("its pickle ends too early") }
    defer { place += count }
    return bytes[place..<place + count]
  }

  /// A little-endian number.
  private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(Refusal) -> Number {
    try slice(MemoryLayout<Number>.size).reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  /// A number of so many bytes, in two's complement.
  private mutating func long(_ count: Int) throws(Refusal) -> Int {
    guard count <= 8 else { throw .damaged("a number in it is too large") }
    let digits = try slice(count)
    let bits = digits.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard count > 0, count < 8, digits.last ?? 0 >= 0x80 else { return Int(truncatingIfNeeded: bits) }
    return Int(truncatingIfNeeded: bits) - 1 << (8 * count)
  }

  private mutating func text(_ count: Int) throws(Refusal) -> String {
    guard let text = String(validating: try slice(count), as: UTF8.self) else { throw .damaged("a text in it is none") }
    return text
  }

  private mutating func line() throws(Refusal) -> String {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw .damaged("its pickle ends too early")
    }
    let line = try text(end - place)
    place += 1
    return line
  }
}
