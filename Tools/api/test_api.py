"""python3 -m unittest discover Tools/api"""
import contextlib
import io
import pathlib
import subprocess
import tempfile
import unittest

import changes
from modules import public, read
from tokens import SourceError, joined, tokens


def declared(text, module="M"):
    return [changes.shown(declaration) for declaration in public([read(module, {"a.swift": text})])]


CASES = {
    "attributes and access": (
        """
        @available(macOS 13, *) @discardableResult
        @inlinable public static func f() -> Int { 1 }
        func hidden() {}
        private let alsoHidden = 3
        package var neither: Int { 1 }
        """, ["@available(macOS 13, *) @discardableResult static func f() -> Int"]),
    "signatures over several lines": (
        """
        public func f<T: P>(
          _ first: [String: Int] = ["a,{": 1], // a comment, with (
          body: @escaping (T) throws -> Void = { _ in },
        ) async throws(FileError) -> (T, Int)
        where T.Element == Int
        {
          if 1 < 2 { print("}") }
        }
        public var after: Int { 1 }
        """,
        ["var after: Int { get }",
         'func f<T: P>(_ first: [String: Int] = ["a,{": 1], body: @escaping (T) throws -> Void = { _ in }) async '
         "throws(FileError) -> (T, Int) where T.Element == Int"]),
    "variables as a caller sees them": (
        """
        public struct S {
          public let a: Int, b: Float
          public private(set) var c: [Int: Set<Int>]
          public var d: Int = 3 { didSet { print(d) } }
          public var e: Int { get throws { 1 } }
          public var f: Int { get { 1 } set {} }
          public var g: Int { let get = 1; return get }
          public static let h = S(1, 2), i = "x", j = 16 << 20
          public let (k, l): (Int, Int)
          public let m, n: Int
          public lazy var o: Int = {
            let p = 1
            return p
          }()
          var q = 1
        }
        """,
        ["struct S", "S: var (k, l): (Int, Int) { get }", "S: var a: Int { get }", "S: var b: Float { get }",
         "S: var c: [Int: Set<Int>] { get }", "S: var d: Int { get set }", "S: var e: Int { get throws }",
         "S: var f: Int { get set }", "S: var g: Int { get }", "S: static var h = S(…) { get }",
         'S: static var i = "…" { get }', "S: static var j = 16 << 20 { get }", "S: var m: Int { get }",
         "S: var n: Int { get }", "S: var o: Int { get set }"]),
    "enums": (
        """
        public enum E: String, Sendable {
          case a, b = "B"
          indirect case c(E, of: Int = 3)
          enum Inner { case x }
          public enum Shown: Int { case y }
          public var d: Int { switch self { case .a: 1 default: 2 } }
        }
        enum Hidden { case z; public var notSeen: Int { 1 } }
        """,
        ["enum E", "E.Shown: case y", "enum E.Shown: Int", "enum E: Sendable", "E: enum Shown", "enum E: String", "E: case a",
         'E: case b = "B"', "E: case c(E, of: Int = 3)", "E: var d: Int { get }"]),
    "protocols": (
        """
        public protocol P<T>: Sendable {
          associatedtype T: Hashable where T: Q
          var a: Int { get }
          static func b(_ x: Int)
            -> Int
          subscript(i: Int) -> T { get set }
          init()
        }
        extension P { public static func b(_ x: Int) -> Int { x }; func hidden() {} }
        protocol Q { func unseen() }
        """,
        ["protocol P<T>", "protocol P: Sendable", "P: associatedtype T: Hashable where T: Q", "P: var a: Int { get }",
         "P: static func b(_ x: Int) -> Int", "extension P: static func b(_ x: Int) -> Int", "P: init()",
         "P: subscript(i: Int) -> T { get set }"]),
    "extensions": (
        """
        struct Hidden {}
        extension Hidden { public var unseen: Int { 1 } }
        public final class C<T> { class Inner { public init() {} } }
        public extension C where T == Int { var a: Int { 1 }; private var b: Int { 1 } }
        extension C { public class func make() -> C { C() } }
        extension C: Equatable, Own where T: Equatable { public static func == (a: C, b: C) -> Bool { true } }
        extension Array<Int> { public mutating func sum() -> Int { 0 } }
        extension [String: Int] where Value: Z { public func one() {} }
        protocol Own {}
        """,
        ["Array: mutating func sum() -> Int where Self == Array<Int>",
         "Dictionary: func one() where Value: Z, Self == [String: Int]", "final class C<T>",
         "C: static func == (a: C, b: C) -> Bool where T: Equatable", "extension C: Equatable where T: Equatable",
         "C: var a: Int { get } where T == Int", "C: class func make() -> C"]),
    "what is not code": (
        r'''
        /* public func a() {} /* nested */ public func b() {} */
        // public func c() {}
        let d = """
          public func e() {}
          \(call("}", { "\($0)" }))
        """
        let f = #"a " \(g) \#(h(")"))"#, i = #/public func \{"/#
        #if os(Linux)
        public func j() {}
        #else
        public func k() {}
        #endif
        public typealias L = [Int: (Int) -> Void]
        ''', ["func j()", "func k()", "typealias L = [Int: (Int) -> Void]"]),
}


class Reading(unittest.TestCase):
    def test_cases(self):
        for name, (text, expected) in CASES.items():
            with self.subTest(name):
                self.assertEqual(sorted(declared(text)), sorted(expected))

    def test_modules_know_each_others_types(self):
        first = read("A", {"a.swift": "public struct Shown {}; struct Hidden {}"})
        second = read("B", {"b.swift": "extension Shown { public init(b: Int) {} }\nextension Hidden { public init(b: Int) {} }"})
        self.assertEqual(
            [changes.shown(declaration) for declaration in public([first, second])], ["struct Shown", "Shown: init(b: Int)"])

    def test_text_that_ends_too_early(self):
        for text in ("struct S {", "/* ", 'let a = "x', "f(}"):
            with self.subTest(text), self.assertRaises(SourceError):
                declared(text)

    def test_lines_leave_no_trace(self):
        self.assertEqual(joined(tokens("f(\n  a: Int,\n  b: [\n Int\n],\n)")), "f(a: Int, b: [Int])")


class Comparing(unittest.TestCase):
    def compare(self, old, new):
        old, new = (public([read("M", {"a.swift": text})]) for text in (old, new))
        return changes.report(old, new)

    def test_added_removed_changed(self):
        text, is_breaking = self.compare(
            "public struct S { public func a() {}\npublic func b(x: Int) {}\npublic var c: Int { 1 } }",
            "public struct S: Sendable { public func b(x: Float) {}\npublic let c: Int\npublic init() {} }")
        self.assertEqual(
            text,
            ["2 added, 1 removed, 1 changed", "", "M", "  + struct S: Sendable", "  - S: func a()", "  - S: func b(x: Int)",
             "    changed to: func b(x: Float)", "  + S: init()"])
        self.assertTrue(is_breaking)

    def test_an_overload_is_added(self):
        text, is_breaking = self.compare("public func f(a: Int) {}", "public func f(a: Int) {}\npublic func f(b: Int) {}")
        self.assertEqual(text, ["1 added, 0 removed, 0 changed", "", "M", "  + func f(b: Int)"])
        self.assertFalse(is_breaking)

    def test_a_new_type_is_one_line(self):
        text, _ = self.compare("", "public enum E: Int { case a; public struct S { public init() {} } }\npublic func f() {}")
        self.assertEqual(
            text, ["6 added, 0 removed, 0 changed", "", "M", "  + enum E, 4 in it", "  + func f()"])

    def test_other_words_for_the_same(self):
        text, is_breaking = self.compare(
            "public struct S { public var a: Int { 1 } }\npublic func f(\n a: Int) {}",
            "public struct S { /* why */ public let a: Int }\npublic\nfunc f(a: Int) { g() }")
        self.assertEqual((text, is_breaking), (["0 added, 0 removed, 0 changed"], False))


class Repository(unittest.TestCase):
    """The command as it is called, on a repository of its own."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.git("init", "--quiet")
        self.write("public func a() {}")
        (self.root / "Package.swift").write_text('products: [.library(name: "Kit", targets: ["Kit"])]')
        self.commit()

    def git(self, *arguments):
        subprocess.run(
            ["git", "-C", str(self.root), "-c", "user.name=t", "-c", "user.email=t", *arguments], check=True,
            capture_output=True)

    def write(self, text):
        file = self.root / "Sources" / "Kit" / "Part" / "a.swift"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self):
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "one")

    def run_(self, *arguments):
        out, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            status = changes.main(arguments, self.root)
        return status, out.getvalue() + errors.getvalue()

    def test_without_a_tag(self):
        status, text = self.run_("--strict")
        self.assertEqual(status, 0)
        self.assertIn("no tag yet", text)
        self.write("public func b() {}")
        self.assertEqual(
            self.run_("--base", "HEAD"),
            (0, "Public API since HEAD: 1 added, 1 removed, 0 changed\n\nKit\n  - func a()\n  + func b()\n"))

    def test_since_a_tag(self):
        self.git("tag", "v1")
        self.assertEqual(self.run_("--strict"), (0, "Public API since v1: 0 added, 0 removed, 0 changed\n"))
        self.write("public func a() {}\npublic func b() {}")
        self.assertEqual(self.run_("--strict")[0], 0)
        self.write("func a() {}")
        self.assertEqual((self.run_()[0], self.run_("--strict")[0]), (0, 1))

    def test_mistakes(self):
        status, text = self.run_("--base", "nowhere")
        self.assertEqual(status, 2)
        self.assertIn("no commit 'nowhere'", text)
        self.write("public func a() {")
        status, text = self.run_("--list")
        self.assertEqual(status, 2)
        self.assertIn("Sources/Kit/Part/a.swift: '{' is not closed", text)


if __name__ == "__main__":
    unittest.main()
