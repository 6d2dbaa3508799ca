/* Files as the project uses them: whole reads with a bound, atomic replacement, private modes. */
#ifndef RR_UTIL_FILEIO_H
#define RR_UTIL_FILEIO_H

#include "core/util/buf.h"
#include "runready/err.h"

/*
 * Reads a regular file of at most `max` bytes into `out` (appended).
 * Errors: RR_FILE, with the path and the system's reason; reason "ENOENT" when it does not exist.
 */
RR_MUST_CHECK bool
rr_file_read(const char *path, size_t max, struct rr_buf *out, struct rr_err *err);

/* Writes a new file beside `path`, syncs it and renames it over `path`. Mode as given. */
RR_MUST_CHECK bool
rr_file_replace(const char *path, const char *bytes, size_t n, unsigned mode, struct rr_err *err);

/*
 * Writes a file that is not there yet. Errors: RR_FILE; reason "EEXIST", and what is there stays as it is, when
 * something is.
 */
RR_MUST_CHECK bool
rr_file_create(const char *path, const char *bytes, size_t n, unsigned mode, struct rr_err *err);

/* Makes a folder and its missing parents, mode 0700 each. */
RR_MUST_CHECK bool rr_file_make_dirs(const char *path, struct rr_err *err);

#endif
