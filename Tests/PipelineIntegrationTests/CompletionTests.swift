import Foundation
import Testing

/// What shells offer at the tab key, by the scripts that `make install` installs.
struct CompletionTests {
  private static func has(_ shell: String) -> Bool {
    (try? Program.find("sh", ["-c", "command -v \(shell)"]).status) == 0
  }

  /// A folder with what a person has, and the script of a shell.
  private static func prepared(_ shell: String) throws -> Scratch {
    let scratch = try Scratch()
    for name in ["shells.json", "notes.txt", "my.safetensors", "runs/a/manifest.json", "digits.artpoints.json"] {
      try scratch.write("{}", to: name)
    }
    let script = try Program.artpipe("--generate-completion-script", shell, in: scratch.path)
    #expect(script.status == 0, "\(script.errors)")
    try scratch.write(script.output, to: ".script")
    return scratch
  }

  private static func run(_ shell: String, _ script: String, _ scratch: Scratch) throws -> [String] {
    try scratch.write(script, to: ".test")
    let folder = URL(fileURLWithPath: Program.artpipe).deletingLastPathComponent().path
    let run = try Program.find(
      "env", ["PATH=\(folder):/usr/bin:/bin", "HOME=\(scratch.path)", shell, ".test"], in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    return run.outputLines.sorted()
  }

  @Test(
    "Bash completes",
    arguments: [
      ("artpipe sample --model di", ["digits-fast"]),
      ("artpipe sample --model my", ["my.safetensors"]),
      ("artpipe export on", ["onnx"]),
      ("artpipe export web rgb", ["rgb-art"]),
      ("artpipe export onnx art-64 --direction b", ["back"]),
      ("artpipe stages describe tra", ["train", "train-classifier", "translate"]),
      ("artpipe models describe digits", ["digits-fast"]),
      ("artpipe pipelines copy quick", ["quickstart"]),
      ("artpipe run shel", ["shells.json"]),
      ("artpipe run quick", ["quickstart"]),
      ("artpipe report ru", ["runs"]),
      ("artpipe sample --model runs/", ["runs/a/"]),
      ("artpipe playground --model art-64 --directions dig", ["digits.artpoints.json"]),
      ("artpipe evaluate --model art-64 --dataset x --features di", ["digits-28"]),
      ("artpipe expo", ["export"]),
    ])
  func bash(line: String, offered: [String]) throws {
    let scratch = try Self.prepared("bash")
    let words = line.split(separator: " ")
    let found = try Self.run(
      "bash",
      """
      . ./.script
      COMP_WORDS=(\(line)) COMP_CWORD=\(words.count - 1) COMP_LINE='\(line)' COMP_POINT=\(line.count) COMP_TYPE=9 COMP_KEY=9
      complete -p artpipe | grep -q 'F _artpipe artpipe' || exit 3
      _artpipe artpipe '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
      printf '%s\\n' "${COMPREPLY[@]}"
      """, scratch)
    #expect(found == offered)
  }

  // MARK: In a terminal, where other shells complete

  private static let lines = [
    ("artpipe sample --model di", "artpipe sample --model digits-fast"),
    ("artpipe sample --model my", "artpipe sample --model my.safetensors"),
    ("artpipe sample --model ru", "artpipe sample --model runs/"),
    ("artpipe run quick", "artpipe run quickstart"), ("artpipe expo", "artpipe export"),
  ]

  /// What a line becomes where the tab key is pressed behind it. Zsh makes the terminal.
  ///
  /// - Parameter start: What the shell reads first. It makes the key Ctrl-X write the line to `.found`.
  private static func completed(_ line: String, in shell: String, _ start: String, _ scratch: Scratch) throws -> String
  {
    try scratch.write(start, to: ".start")
    let found = try run(
      "zsh",
      #"""
      zmodload zsh/zpty
      zpty shell \#(shell)
      zpty -w shell "source ./.start"
      repeat 300; do zpty -r -t shell text; [[ -e .ready ]] && break; sleep 0.1; done
      zpty -w -n shell "\#(line)"$'\t\x18'
      repeat 300; do zpty -r -t shell text; [[ -s .found ]] && break; sleep 0.1; done
      zpty -d shell
      cat .found
      """#, scratch)
    return found.joined(separator: "\n").trimmingCharacters(in: .whitespaces)
  }

  @Test(.enabled(if: has("zsh"), "zsh is not installed"), arguments: lines)
  func zsh(line: String, completed: String) throws {
    let start = """
      PS1='> '; unsetopt beep; autoload -Uz compinit; compinit -u -D; source ./.script
      shown() { print -r -- $BUFFER > .found }; zle -N shown; bindkey '^X' shown; : > .ready

      """
    #expect(try Self.completed(line, in: "zsh -f -i", start, Self.prepared("zsh")) == completed)
  }

  @Test(.enabled(if: has("fish") && has("zsh"), "fish and zsh are not both installed"), arguments: lines)
  func fish(line: String, completed: String) throws {
    let start = """
      source ./.script
      function shown; commandline > .found; end
      bind \\cx shown
      touch .ready

      """
    #expect(try Self.completed(line, in: "fish -i", start, Self.prepared("fish")) == completed)
  }
}
