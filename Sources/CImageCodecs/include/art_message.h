#pragma once

// Where a failed call puts its reason: one line, no full stop, always terminated.
enum { ART_MESSAGE_SIZE = 256 };
