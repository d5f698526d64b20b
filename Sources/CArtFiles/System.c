#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CArtFiles.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif
#if defined(__APPLE__)
#include <mach/mach.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>

// The kernel's numbers (linux/openat2.h, linux/fs.h), which older headers do not have.
struct open_how_v0 {
  uint64_t flags, mode, resolve;
};
enum { resolve_no_magic_links = 0x02, resolve_no_symlinks = 0x04, resolve_beneath = 0x08 };
enum { rename_no_replace = 1 };
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#endif

int art_open_beneath(int folder, const char *path, int flags, unsigned mode) {
#if defined(__linux__)
  struct open_how_v0 how = {
    .flags = (uint64_t)(unsigned)flags,
    // The call refuses a mode where no file is made.
    .mode = flags & O_CREAT ? mode : 0,
    .resolve = resolve_beneath | resolve_no_symlinks | resolve_no_magic_links,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
#else
  (void)folder, (void)path, (void)flags, (void)mode;
  errno = ENOSYS;
  return -1;
#endif
}

int art_open_unnamed(int folder, unsigned mode) {
#if defined(O_TMPFILE)
  return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
#else
  (void)folder, (void)mode;
  errno = EOPNOTSUPP;
  return -1;
#endif
}

int art_name_unnamed(int file, int folder, const char *name) {
#if defined(O_TMPFILE)
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  return linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW);
#else
  (void)file, (void)folder, (void)name;
  errno = EOPNOTSUPP;
  return -1;
#endif
}

int art_rename_to_free_name(int folder, const char *name, int other_folder, const char *other) {
#if defined(__linux__)
  int result = (int)syscall(SYS_renameat2, folder, name, other_folder, other, rename_no_replace);
  if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return result;
#elif defined(__APPLE__)
  int result = renameatx_np(folder, name, other_folder, other, RENAME_EXCL);
  if (result == 0 || errno != ENOTSUP) return result;
#endif
  // A disk without the call: looked first, which only another process at the same moment can pass.
  if (faccessat(other_folder, other, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
    errno = EEXIST;
    return -1;
  }
  return renameat(folder, name, other_folder, other);
}

int art_synchronize(int file) {
#if defined(F_FULLFSYNC)
  // There fsync leaves the content in the disk's own memory. Not every disk has the other call.
  if (fcntl(file, F_FULLFSYNC) == 0) return 0;
#endif
  return fsync(file);
}

uint64_t art_resident_memory(void) {
#if defined(__APPLE__)
  mach_task_basic_info_data_t info;
  mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
  if (task_info(mach_task_self(), MACH_TASK_BASIC_INFO, (task_info_t)&info, &count) == KERN_SUCCESS)
    return info.resident_size;
#endif
  return 0;
}

uint64_t art_available_memory(void) {
#if defined(__APPLE__)
  vm_statistics64_data_t info;
  mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
  if (host_statistics64(mach_host_self(), HOST_VM_INFO64, (host_info64_t)&info, &count) == KERN_SUCCESS)
    return ((uint64_t)info.free_count + info.inactive_count) * (uint64_t)getpagesize();
#endif
  return 0;
}

uint64_t art_limit(art_limit_kind kind) {
  struct rlimit limit;
  int result = -1;
  switch (kind) {
  case ART_ADDRESS_SPACE: result = getrlimit(RLIMIT_AS, &limit); break;
  case ART_DATA: result = getrlimit(RLIMIT_DATA, &limit); break;
  case ART_STACK: result = getrlimit(RLIMIT_STACK, &limit); break;
  }
  return result != 0 || limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : (uint64_t)limit.rlim_cur;
}

void art_save_addresses(void) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, 1);
#endif
}

int art_free_disk(int file, uint64_t *bytes) {
  struct statvfs status;
  int result = fstatvfs(file, &status);
  if (result == 0) *bytes = (uint64_t)status.f_bavail * (uint64_t)status.f_frsize;
  return result;
}

const char *art_library_path(const void *symbol) {
  Dl_info info;
  return dladdr(symbol, &info) ? info.dli_fname : NULL;
}
