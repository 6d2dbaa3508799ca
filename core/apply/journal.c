/* The journal's file: made, written, synced. What a line says lies in journal_json.c. */
#include "config.h"

#include "core/apply/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/apply/journal_json.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

enum {
    RUN_ID_TEXT = 32,
    RUN_ID_TRIES = 16,  // each with other random digits
    ROOM_BYTES = 65536, // for the lines of a run with some forty steps
};

struct rr_journal {
    int fd;
    bool is_broken;
    const struct rr_clock *clock;
    char run[RUN_ID_TEXT];
    char *path;
};

const char *rr_journal_folder(const char *dir, struct rr_arena *arena)
{
    if (!rr_str_is_empty(dir))
        return rr_arena_str(arena, dir);
    const char *state = getenv("XDG_STATE_HOME");
    if (state != NULL && state[0] == '/') // the base directory specification: relative = not set
        return rr_arena_printf(arena, "%s/runready/journal", state);
    const char *home = getenv("HOME");
    return rr_arena_printf(arena, "%s/.local/state/runready/journal", home != NULL ? home : "");
}

static bool fail(struct rr_journal *journal, struct rr_err *err)
{
    int cause = errno;
    journal->is_broken = true;
    rr_err_set(err, RR_FILE, _("the journal cannot be written: %s"), journal->path);
    return rr_err_detail(err, _("%s. Without a journal nothing is sent."), strerror(cause));
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
    return true;
}

static bool append(struct rr_journal *journal, struct rr_buf *line, struct rr_err *err)
{
    errno = EIO;
    rr_buf_addc(line, '\n');
    if (journal->is_broken || !write_all(journal->fd, line->data, line->len))
        return fail(journal, err);
    return true;
}

static void say_now(const struct rr_journal *journal, char at[RR_TIME_TEXT])
{
    rr_time_format(rr_clock_wall_ms(journal->clock), at);
}

/* "20261124T041500Z-3f9c": sorts by time; the digits keep two runs of one second apart. */
static bool make_run_id(struct rr_journal *journal)
{
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    size_t n = 0;
    for (const char *p = at; *p != '\0'; p++)
        if (*p != '-' && *p != ':')
            at[n++] = *p;
    at[n] = '\0';
    unsigned char digits[2];
    if (getrandom(digits, sizeof digits, 0) != (ssize_t)sizeof digits)
        return false;
    snprintf(journal->run, sizeof journal->run, "%.20s-%02x%02x", at, digits[0], digits[1]);
    return true;
}

static bool make_file(struct rr_journal *journal, const char *dir)
{
    for (int i = 0; i < RUN_ID_TRIES; i++) {
        if (!make_run_id(journal))
            return false;
        RR_BUF_AUTO path = {0};
        rr_buf_printf(&path, "%s/%s" RR_JOURNAL_SUFFIX, dir, journal->run);
        free(journal->path);
        journal->path = rr_xstrdup(rr_buf_text(&path));
        journal->fd = open(journal->path,
                           O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (journal->fd >= 0 || errno != EEXIST)
            return journal->fd >= 0;
    }
    return false;
}

/* Without this the file's name may be gone after a power cut, whatever it holds. */
static bool sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = fsync(fd) == 0;
    int cause = errno;
    close(fd);
    errno = cause;
    return ok;
}

/* Not every file system can reserve; those show a full disk at the first line instead. */
static bool reserve_room(int fd)
{
    off_t size = lseek(fd, 0, SEEK_END);
    return size < 0 || fallocate(fd, FALLOC_FL_KEEP_SIZE, size, ROOM_BYTES) == 0 ||
           (errno != ENOSPC && errno != EDQUOT && errno != EFBIG);
}

static bool begin(struct rr_journal *journal,
                  const char *dir,
                  const struct rr_journal_head *head,
                  struct rr_err *err)
{
    if (!rr_file_make_dirs(dir, err))
        return false;
    if (!make_file(journal, dir) || !sync_folder(dir) || !reserve_room(journal->fd))
        return fail(journal, err);
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    RR_BUF_AUTO line = {0};
    rr_journal_line_run(&line, at, journal->run, head);
    return append(journal, &line, err) && rr_journal_sync(journal, err);
}

struct rr_journal *rr_journal_open(const char *dir,
                                   const struct rr_clock *clock,
                                   const struct rr_journal_head *head,
                                   struct rr_err *err)
{
    struct rr_arena scratch = {0};
    dir = rr_journal_folder(dir, &scratch);
    struct rr_journal *journal = rr_xcalloc(1, sizeof *journal);
    journal->fd = -1;
    journal->clock = clock;
    journal->path = rr_xstrdup(dir);
    if (!begin(journal, dir, head, err)) {
        if (journal->fd >= 0)
            unlink(journal->path); // a run of which nothing was sent
        rr_journal_close(journal);
        journal = NULL;
    }
    rr_arena_free(&scratch);
    return journal;
}

/* A line that was cut off must not swallow the next one. */
static bool end_cut_line(int fd)
{
    char last = '\n';
    off_t size = lseek(fd, 0, SEEK_END);
    if (size > 0 && pread(fd, &last, 1, size - 1) != 1)
        return false;
    return size >= 0 && (last == '\n' || write_all(fd, "\n", 1));
}

static bool go_on(struct rr_journal *journal, struct rr_err *err)
{
    journal->fd = open(journal->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (journal->fd < 0 || !end_cut_line(journal->fd) || !reserve_room(journal->fd))
        return fail(journal, err);
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    RR_BUF_AUTO line = {0};
    rr_journal_line_resume(&line, at);
    return append(journal, &line, err) && rr_journal_sync(journal, err);
}

struct rr_journal *rr_journal_reopen(const char *path,
                                     const struct rr_clock *clock,
                                     const char *run,
                                     struct rr_err *err)
{
    struct rr_journal *journal = rr_xcalloc(1, sizeof *journal);
    journal->clock = clock;
    journal->path = rr_xstrdup(path);
    snprintf(journal->run, sizeof journal->run, "%s", run);
    if (go_on(journal, err))
        return journal;
    rr_journal_close(journal);
    return NULL;
}

const char *rr_journal_run(const struct rr_journal *journal)
{
    return journal->run;
}

const char *rr_journal_path(const struct rr_journal *journal)
{
    return journal->path;
}

bool rr_journal_intend(struct rr_journal *journal,
                       const struct rr_step *step,
                       const struct rr_step_binding *before,
                       size_t n_before,
                       struct rr_err *err)
{
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    RR_BUF_AUTO line = {0};
    rr_journal_line_intended(&line, at, step, before, n_before);
    return append(journal, &line, err);
}

bool rr_journal_send(struct rr_journal *journal,
                     const struct rr_step *step,
                     const struct rr_journal_sent *sent,
                     struct rr_err *err)
{
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    RR_BUF_AUTO line = {0};
    rr_journal_line_sent(&line, at, step, sent);
    return append(journal, &line, err);
}

bool rr_journal_sync(struct rr_journal *journal, struct rr_err *err)
{
    errno = EIO;
    if (journal->is_broken || fsync(journal->fd) != 0)
        return fail(journal, err);
    return true;
}

void rr_journal_settle(struct rr_journal *journal,
                       const struct rr_step_result *result,
                       const char *etag)
{
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    RR_BUF_AUTO line = {0};
    rr_journal_line_outcome(&line, at, result, etag);
    struct rr_err ignored;
    if (append(journal, &line, &ignored) && !rr_journal_sync(journal, &ignored))
        return;
}

void rr_journal_end(struct rr_journal *journal, const struct rr_run_result *result)
{
    char at[RR_TIME_TEXT];
    say_now(journal, at);
    RR_BUF_AUTO line = {0};
    rr_journal_line_end(&line, at, result);
    struct rr_err ignored;
    if (append(journal, &line, &ignored) && !rr_journal_sync(journal, &ignored))
        return;
}

void rr_journal_close(struct rr_journal *journal)
{
    if (journal == NULL)
        return;
    if (journal->fd >= 0)
        close(journal->fd);
    free(journal->path);
    free(journal);
}
