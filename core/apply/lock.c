/* The lock file; see the header. */
#include "config.h"

#include "core/apply/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"

enum { OWNER_TEXT = 64, STAT_TEXT = 1024, BEGAN_FIELD = 22 };

/* Field 22, counted behind the name, which stands in brackets and may hold anything. 0 = not known. */
static long long began_ticks_of(pid_t pid)
{
    char path[64];
    char text[STAT_TEXT];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = '\0';
    const char *field = strrchr(text, ')');
    for (int i = 2; field != NULL && i < BEGAN_FIELD; i++) {
        field = strchr(field, ' ');
        field = field != NULL ? field + 1 : NULL;
    }
    return field != NULL ? strtoll(field, NULL, 10) : 0;
}

static struct rr_lock_owner read_owner(int fd)
{
    char text[OWNER_TEXT];
    struct rr_lock_owner owner = {0};
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    char *rest = text;
    owner.pid = (pid_t)strtol(text, &rest, 10);
    owner.began_ticks = strtoll(rest, NULL, 10);
    // Between taking the lock and writing into its file, the file still names the owner before.
    if (owner.pid <= 0 || began_ticks_of(owner.pid) != owner.began_ticks)
        return (struct rr_lock_owner){0};
    return owner;
}

/* For others to read; the lock holds without it, so nothing is said when it cannot be written. */
static void write_owner(int fd)
{
    char text[OWNER_TEXT];
    int n = snprintf(text, sizeof text, "%ld %lld\n", (long)getpid(), began_ticks_of(getpid()));
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
        return;
}

static bool is_held(int fd, struct rr_lock_owner *owner, struct rr_err *err)
{
    struct rr_lock_owner found = read_owner(fd);
    rr_err_set(err, RR_CONFLICT, "%s", _("another runready is changing this project"));
    if (found.pid > 0)
        rr_err_detail(err, _("It is process %ld. Nothing was sent; try again when it is done."),
                      (long)found.pid);
    else
        rr_err_detail(err, "%s", _("Nothing was sent; try again when it is done."));
    if (owner != NULL)
        *owner = found;
    return false;
}

/* A name that a project's id can have is a file's name, but for the colon and slash that it may not. */
static void path_of(struct rr_buf *out, const char *dir, const char *project)
{
    rr_buf_printf(out, "%s/", dir);
    rr_buf_add_url(out, project, ":");
    rr_buf_add(out, ".lock");
}

bool rr_lock_take(const char *dir,
                  const char *project,
                  struct rr_lock *out,
                  struct rr_lock_owner *owner,
                  struct rr_err *err)
{
    RR_BUF_AUTO path = {0};
    path_of(&path, dir, project);
    if (!rr_file_make_dirs(dir, err))
        return false;
    int fd = open(rr_buf_text(&path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    // Where the file system knows no locks, the etags have to do.
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        is_held(fd, owner, err);
        close(fd);
        return false;
    }
    if (fd < 0) {
        int cause = errno;
        rr_err_set(err, RR_FILE, _("the lock cannot be made: %s"), rr_buf_text(&path));
        return rr_err_detail(err, "%s", strerror(cause));
    }
    write_owner(fd);
    *out = (struct rr_lock){fd};
    return true;
}

void rr_lock_release(struct rr_lock *lock)
{
    if (lock->fd >= 0)
        close(lock->fd);
    lock->fd = -1;
}
