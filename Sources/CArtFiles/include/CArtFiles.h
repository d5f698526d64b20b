#pragma once

#include <stddef.h>
#include <stdint.h>

/// Works whole blocks of 64 bytes into the eight words of a SHA-256 state (FIPS 180-4, section 6.2.2). Uses the
/// processor's own instructions where it has them.
void art_sha256_blocks(uint32_t *state, const uint8_t *bytes, size_t blocks);

/// The same without the processor's instructions.
void art_sha256_blocks_portable(uint32_t *state, const uint8_t *bytes, size_t blocks);

// Calls of the system that Swift does not see. Each returns -1 and sets errno where the system refuses.

/// Opens what a path below a folder stands for, never through a link and never outside of the folder (openat2, Linux
/// 5.6). ENOSYS where the system does not have the call.
int art_open_beneath(int folder, const char *path, int flags, unsigned mode);

/// Opens a new file that has no name yet, in a folder, for reading and writing. EOPNOTSUPP where the folder's disk does
/// not have such files.
int art_open_unnamed(int folder, unsigned mode);

/// Gives a file that has no name one that nothing has.
int art_name_unnamed(int file, int folder, const char *name);

/// Gives a file or folder a name that nothing has. EEXIST where something has it.
int art_rename_to_free_name(int folder, const char *name, int other_folder, const char *other);

/// Waits until an open file's content is on the disk.
int art_synchronize(int file);

/// The memory that the process has, and what programs can take without swapping, in bytes; 0 where the system tells in files
/// (Linux) or not at all.
uint64_t art_resident_memory(void);
uint64_t art_available_memory(void);

/// What the process may take.
typedef enum { ART_ADDRESS_SPACE, ART_DATA, ART_STACK } art_limit_kind;

/// A limit of the process; UINT64_MAX for none.
uint64_t art_limit(art_limit_kind kind);

/// Lets all threads take memory from one place. Without it the C library keeps 64 to 128 MB of addresses for each of them.
void art_save_addresses(void);

/// The file of the library that something lies in, as it was loaded; NULL where that is not told.
const char *art_library_path(const void *symbol);

/// The bytes that are free for this user on the disk of an open file or folder.
int art_free_disk(int file, uint64_t *bytes);
