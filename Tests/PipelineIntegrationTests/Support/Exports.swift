// Running the built program, for all tests of this target.
@_exported import ProgramTestSupport
