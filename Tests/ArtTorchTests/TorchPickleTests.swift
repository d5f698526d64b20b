import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor
import ArtTestSupport
import ArtZip
import Foundation
import Testing

@testable import ArtTorch

/// Pickles are read by an interpreter that knows what tensors need, and nothing else.
@Suite("Pickles of state_dicts")
struct TorchPickleTests {
  private static let pickle = Result {
    try ZipReader(.typed(TorchFixture.path("netG.pt"))).bytes("netG/data.pkl", limit: 1 << 20)
  }

  private static func bytes(_ parts: Any...) -> [UInt8] {
    [0x80, 2] + parts.flatMap { ($0 as? String).map { Array($0.utf8) } ?? [UInt8(($0 as? Int) ?? 0)] } + [
      UInt8(ascii: ".")
    ]
  }

  private static let codes: [(name: String, pickle: [UInt8], words: String)] = [
    ("a call of the shell", bytes("cposix\nsystem\n", "X", 4, 0, 0, 0, "true", 0x85, "R"), "'posix.system'"),
    ("a function of Python", bytes("cbuiltins\neval\n"), "'builtins.eval'"),
    ("a name on the stack", bytes(0x8C, 2, "os", 0x8C, 6, "system", 0x93), "'os.system'"),
    ("torch's own, that loads more", bytes("ctorch\nload\n"), "'torch.load'"),
    ("an object of a class", bytes("(", "ios\nsystem\n"), "objects of classes"),
    ("a new object", bytes("ccollections\nOrderedDict\n", ")", 0x81), "objects of classes"),
    ("an extension", bytes(0x82, 1), "registered extensions"),
  ]

  @Test("Code is refused by its name", arguments: codes)
  func code(name: String, pickle: [UInt8], words: String) throws {
    let error = #expect(throws: TorchPickle.Refusal.self) { try TorchPickle(pickle) }
    #expect(error?.message.contains("asks for \(words), which is code") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("safetensors") == true)
  }

  private static let damaged: [(name: String, pickle: [UInt8])] = [
    ("nothing", []), ("an empty stack", bytes()), ("an unknown instruction", bytes(0xFF)),
    ("an unknown protocol", [0x80, 9, UInt8(ascii: "N"), UInt8(ascii: ".")]),
    ("a text that ends", bytes("X", 9, 0, 0, 0, "a")),
    ("what was not kept", bytes("h", 3)), ("no mark", bytes("u")), ("no list", bytes("N", "N", "a")),
    ("a call of a number", bytes("K", 1, ")", "R")), ("attributes of a number", bytes("K", 1, "}", "b")),
    ("a storage of no type", bytes("(", "X", 7, 0, 0, 0, "storage", "N", "N", "N", "K", 1, "t", "Q")),
    ("a large number", bytes(0x8A, 9, "123456789")),
  ]

  @Test("Damage is refused", arguments: damaged)
  func damage(name: String, pickle: [UInt8]) throws {
    let error = #expect(throws: TorchPickle.Refusal.self) { try TorchPickle(pickle) }
    #expect(error?.message.hasPrefix("is damaged, or no state_dict") == true)
  }

  @Test("Views stay within their storage")
  func views() {
    let storage = PickledStorage(key: "0", type: .float32, count: 12)
    func fits(_ offset: Int, _ sizes: [Int], _ strides: [Int]) -> Bool {
      PickledTensor(storage, offset: offset, sizes: sizes, strides: strides) != nil
    }
    #expect(fits(0, [3, 4], [4, 1]))
    #expect(fits(1, [3, 2], [4, 2]))
    #expect(fits(12, [0], [1]))
    #expect(!fits(1, [3, 4], [4, 1]))
    #expect(!fits(0, [3, 4], [4]))
    #expect(!fits(-1, [3], [1]))
    #expect(!fits(0, [3], [-1]))
    #expect(!fits(0, [13], [0]))
    #expect(!fits(0, [Int.max, Int.max], [0, 0]))
    #expect(!fits(0, [2], [Int.max]))
  }

  @Test("Every cut, and every changed byte, ends with a value or an error")
  func changes() throws {
    let pickle = try Self.pickle.get()
    for count in pickle.indices {
      #expect(throws: TorchPickle.Refusal.self) { try TorchPickle(Array(pickle[..<count])) }
    }
    var refused = 0
    for place in pickle.indices {
      for byte in [0, 0x2E, 0x52, 0x68, 0x7F, 0xFF] as [UInt8] where byte != pickle[place] {
        var changed = pickle
        changed[place] = byte
        do { _ = try TorchPickle(changed) } catch { refused += 1 }
      }
    }
    #expect(refused > pickle.count)
  }

  @Test("A damaged file is refused, or its numbers are those that were saved")
  func files() throws {
    let file = try Data(contentsOf: URL(filePath: TorchFixture.path("netG.pt")))
    let (folder, weights) = (try TemporaryFolder(), try TorchFixture.read("netG.pt").weights)
    func read(_ bytes: Data) throws -> ImportedModel {
      try bytes.write(to: URL(filePath: folder.path(of: "netG.pt")))
      return try TorchModel.read([folder.path(of: "netG.pt")], id: "imported", model: nil)
    }
    for count in stride(from: 0, to: file.count, by: 61) {
      #expect(throws: (any Error).self) { try read(file.prefix(count)) }
    }
    for place in stride(from: 0, to: file.count, by: 3) {
      var changed = file
      changed[place] ^= 0x20
      if let model = try? read(changed) { #expect(model.weights == weights, "byte \(place)") }
    }
  }
}
