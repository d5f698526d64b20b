import ArtFiles
import ArtNN
import ArtTensor
import Foundation
import Testing

@Suite struct SafetensorsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func whatIsWrittenIsRead() throws {
    let content = Safetensors(
      tensors: [
        "generator.layers.0.kernel": Tensor(shape: [2, 3], scalars: [1, -2, .pi, 0, -0.0, .leastNonzeroMagnitude]),
        "step": Tensor(42), "none": .zeros([0, 4]), "\"odd\"\n\u{1}name é 😀": Tensor([.infinity, -.infinity]),
      ],
      metadata: ["definition": #"{"id": "a\\b", "é": "😀"}"#, "": ""])
    try content.write(to: .typed(folder.file("a.safetensors")))
    #expect(try Safetensors(path: folder.file("a.safetensors")) == content)
    #expect(try folder.content == ["a.safetensors"])
  }

  @Test func tensorsCanComeOneAfterTheOther() throws {
    let tensors = ["b": Tensor([1, 2, 3]), "a": Tensor(shape: [2, 1], scalars: [4, 5]), "c": Tensor(6)]
    try SafetensorsWriter.write(tensors, metadata: ["x": "y"], to: .typed(folder.file("whole")))
    var order: [String] = []
    try SafetensorsWriter.write(tensors.mapValues(\.shape), metadata: ["x": "y"], to: .typed(folder.file("one by one")))
    {
      order.append($0)
      return tensors[$0] ?? Tensor(0)
    }
    #expect(try folder.bytes("one by one") == folder.bytes("whole"))
    #expect(order == ["a", "b", "c"])
    let error = #expect(throws: SafetensorsError.self) {
      try SafetensorsWriter.write(["a": [2]], to: .typed(folder.file("wrong"))) { _ in Tensor([1, 2, 3]) }
    }
    #expect(error?.code == .wrongSize)
    #expect(try folder.content.sorted() == ["one by one", "whole"])
  }

  /// The same content as written by Python's `safetensors` 0.8.0, but for the order of the metadata, which is not fixed
  /// there and sorted here.
  @Test func theBytesAreThoseOfTheFormat() throws {
    let header =
      #"{"__metadata__":{"format":"pt","note":"a \"quoted\"\nline é"},"#
      + #""b.kernel":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"#
      + #""empty":{"dtype":"F32","shape":[0,3],"data_offsets":[16,16]},"#
      + #""scalar":{"dtype":"F32","shape":[],"data_offsets":[16,20]},"#
      + #""c":{"dtype":"F16","shape":[2],"data_offsets":[20,24]},"#
      + #""a":{"dtype":"U8","shape":[3],"data_offsets":[24,27]}}     "#
    let data: [UInt8] = [
      0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F, 0x18, 0x0D, 0x8F, 0x4D, 0, 0, 0x80, 0x40, 0, 0x3E, 0, 0xB4, 0,
      255, 7,
    ]
    try SafetensorsWriter.write(
      [
        "a": .uint8([3], [0, 255, 7]), "c": .float16(Tensor([1.5, -0.25])), "scalar": .float32(Tensor(4)),
        "empty": .float32(.zeros([0, 3])), "b.kernel": .float32(Tensor(shape: [2, 2], scalars: [1, -2, 0.5, 3e8])),
      ], metadata: ["note": "a \"quoted\"\nline é", "format": "pt"], to: .typed(folder.file("b")))
    let bytes = try folder.bytes("b")
    #expect(bytes == safetensorsFile(header, data: data))
    #expect((bytes.count - data.count) % 8 == 0)
  }

  @Test(
    arguments: [
      ("F64", [0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xF1, 0xBF, 0, 0, 0, 0, 0, 0, 0xF0, 0x7F], [-1.1, .infinity]),
      ("F32", [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], [1, -2]),
      ("F16", [0x00, 0x3C, 0x01, 0x80], [1, -0x1p-24]),
      ("BF16", [0x80, 0x3F, 0x20, 0xC1], [1, -10]),
      ("I64", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 1, 0, 0, 0], [-1, 4_294_967_296]),
      ("I32", [0xFE, 0xFF, 0xFF, 0xFF, 0, 1, 0, 0], [-2, 256]),
      ("I16", [0xFD, 0xFF, 0, 1], [-3, 256]),
      ("I8", [0xFC, 3], [-4, 3]),
      ("U64", [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], [5, 4_294_967_296]),
      ("U32", [0, 0, 0, 0x80, 1, 0, 0, 0], [2_147_483_648, 1]),
      ("U16", [0, 0x80, 1, 0], [32768, 1]),
      ("U8", [255, 1], [255, 1]),
      ("BOOL", [0, 1], [0, 1]),
    ] as [(String, [UInt8], [Float])])
  func everyElementTypeIsRead(type: String, bytes: [UInt8], numbers: [Float]) throws {
    let header = #"{"x":{"dtype":"\#(type)","shape":[2],"data_offsets":[0,\#(bytes.count)]}}"#
    try folder.write(safetensorsFile(header, data: bytes), to: "typed")
    let reader = try SafetensorsReader(path: folder.file("typed"))
    #expect(reader.elementType(of: "x")?.rawValue == type)
    #expect(try reader.tensor("x") == Tensor(numbers))
    #expect(try reader.bytes("x") == bytes)
  }

  @Test func aTensorIsReadAloneWhateverItsPlace() throws {
    let count = 700_000
    try SafetensorsWriter.write(
      [
        "a": .uint8([count], (0..<count).map { UInt8(truncatingIfNeeded: $0) }),
        "b": .float32(Tensor((0..<count).map(Float.init))),
      ], to: .typed(folder.file("large")))
    let reader = try SafetensorsReader(path: folder.file("large"))
    #expect(reader.names == ["a", "b"])
    #expect(reader.shape(of: "a") == [count])
    #expect(reader.shape(of: "c") == nil)
    #expect(try reader.tensor("a").scalars == (0..<count).map { Float($0 % 256) })
    #expect(try reader.tensor("b").scalars == (0..<count).map(Float.init))
    let error = #expect(throws: SafetensorsError.self) { try reader.tensor("c") }
    #expect(error?.description == "\(folder.file("large")): holds no tensor named 'c'")
  }

  @Test func aFailedWriteKeepsTheOldFile() throws {
    let old = Safetensors(tensors: ["x": Tensor(1)])
    try old.write(to: .typed(folder.file("kept")))
    #expect(throws: SafetensorsError.self) {
      try SafetensorsWriter.write(["x": .uint8([3], [1])], to: .typed(folder.file("kept")))
    }
    #expect(throws: SafetensorsError.self) { try old.write(to: .typed(folder.path)) }
    #expect(try Safetensors(path: folder.file("kept")) == old)
    #expect(try folder.content == ["kept"])
    let error = #expect(throws: SafetensorsError.self) { try old.write(to: .typed(folder.file("no/such"))) }
    #expect(error?.description == "\(folder.file("no/such")): cannot create the file: no such file or directory")
  }

  @Test func halfPrecisionRoundsToTheNearest() throws {
    let values: [(Float, UInt16)] = [
      (1, 0x3C00), (1 + 0x1p-11, 0x3C00), (1 + 3 * 0x1p-11, 0x3C02), (65504, 0x7BFF), (65519.996, 0x7BFF),
      (65520, 0x7C00), (-.infinity, 0xFC00), (0x1p-24, 0x0001), (0x1p-25, 0), (0x1.8p-25, 0x0001),
      (0x1.ffcp-15, 0x0400), (-0.0, 0x8000), (1.0 / 3, 0x3555),
    ]
    try SafetensorsWriter.write(["x": .float16(Tensor(values.map(\.0)))], to: .typed(folder.file("half")))
    let bytes = try SafetensorsReader(path: folder.file("half")).bytes("x")
    #expect(bytes == values.flatMap { [UInt8($0.1 & 0xFF), UInt8($0.1 >> 8)] })
  }
}

extension Tensor {
  init(_ scalars: [Float]) {
    self.init(shape: [scalars.count], scalars: scalars)
  }
}
