/* File helpers; see the header. */
#include "config.h"

#include "core/util/fileio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/util/i18n.h"
#include "core/util/xalloc.h"

enum { CHUNK = 16384 };

static bool fail(struct rr_err *err, const char *what, const char *path)
{
    int cause = errno;
    rr_err_set(err, RR_FILE, "%s: %s", path, what);
    if (err != NULL && cause == ENOENT)
        snprintf(err->reason, sizeof err->reason, "ENOENT");
    if (err != NULL && cause == EEXIST)
        snprintf(err->reason, sizeof err->reason, "EEXIST");
    return rr_err_detail(err, "%s", strerror(cause));
}

static bool read_chunks(
    int fd, const char *path, size_t max, struct rr_buf *out, struct rr_err *err, char *chunk)
{
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, CHUNK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(err, _("cannot be read"), path);
        if (n == 0)
            return true;
        total += (size_t)n;
        if (total > max) {
            errno = EFBIG;
            return fail(err, _("is larger than such a file can be"), path);
        }
        rr_buf_addn(out, chunk, (size_t)n);
    }
}

static bool read_all(int fd, const char *path, size_t max, struct rr_buf *out, struct rr_err *err)
{
    char chunk[CHUNK];
    bool ok = read_chunks(fd, path, max, out, err, chunk);
    // The file may hold a secret.
    explicit_bzero(chunk, sizeof chunk);
    return ok;
}

bool rr_file_read(const char *path, size_t max, struct rr_buf *out, struct rr_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(err, _("cannot be opened"), path);
    struct stat st;
    bool ok = fstat(fd, &st) == 0;
    if (ok && !S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        ok = fail(err, _("is not a regular file"), path);
    } else if (!ok) {
        fail(err, _("cannot be opened"), path);
    }
    ok = ok && read_all(fd, path, max, out, err);
    close(fd);
    return ok;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return fsync(fd) == 0;
}

bool rr_file_replace(
    const char *path, const char *bytes, size_t n, unsigned mode, struct rr_err *err)
{
    RR_BUF_AUTO temp = {0};
    rr_buf_printf(&temp, "%s.XXXXXX", path);
    int fd = mkostemp(temp.data, O_CLOEXEC);
    if (fd < 0)
        return fail(err, _("cannot be written"), path);
    bool ok = write_all(fd, bytes, n) && fchmod(fd, (mode_t)mode) == 0;
    ok = close(fd) == 0 && ok;
    ok = ok && rename(temp.data, path) == 0;
    if (!ok) {
        fail(err, _("cannot be written"), path);
        unlink(temp.data);
    }
    return ok;
}

bool rr_file_create(
    const char *path, const char *bytes, size_t n, unsigned mode, struct rr_err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (fd < 0)
        return fail(err,
                    errno == EEXIST ? _("is there already, and stays as it is")
                                    : _("cannot be written"),
                    path);
    bool ok = write_all(fd, bytes, n);
    ok = close(fd) == 0 && ok;
    if (!ok) {
        fail(err, _("cannot be written"), path);
        unlink(path);
    }
    return ok;
}

bool rr_file_make_dirs(const char *path, struct rr_err *err)
{
    char *copy = rr_xstrdup(path);
    bool ok = true;
    for (char *p = copy + 1; ok && *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
        *p = '/';
    }
    ok = ok && (mkdir(copy, 0700) == 0 || errno == EEXIST);
    if (!ok)
        fail(err, _("cannot be made"), path);
    free(copy);
    return ok;
}
