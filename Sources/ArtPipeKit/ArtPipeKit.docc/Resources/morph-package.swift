// swift-tools-version: 6.1
import PackageDescription

let artpipe: [Target.Dependency] = [
  .product(name: "ArtPipeKit", package: "artpipe"), .product(name: "ArtPipePlugins", package: "artpipe"),
]

let package = Package(
  name: "Digits",
  // Where your copy of artpipe lies, whatever its folder is called.
  dependencies: [.package(name: "artpipe", path: "../artpipe")],
  targets: [
    .executableTarget(name: "ByHand", dependencies: artpipe),
    .executableTarget(name: "FromDocument", dependencies: artpipe),
  ]
)
