/* Lists the runs of the journal folder: whatever lies there, it gets a line and never ends the program. */
#include "config.h"

#include "core/apply/history.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "core/apply/journal.h"
#include "core/apply/journal_read.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

/* A run, and when its file was written last. */
struct listed {
    struct rr_run_summary summary;
    struct timespec written;
};

struct listing {
    struct listed *runs;
    size_t n_runs, cap_runs;
};

/* A run's id begins with its second; of two in one second the file written last is the newer one. */
static int newest_first(const void *a, const void *b)
{
    const struct listed *left = a;
    const struct listed *right = b;
    enum { SECOND = sizeof "20261124T041500Z" - 1 };
    int by_second = strncmp(right->summary.run, left->summary.run, SECOND);
    if (by_second != 0)
        return by_second;
    if (left->written.tv_sec != right->written.tv_sec)
        return left->written.tv_sec < right->written.tv_sec ? 1 : -1;
    if (left->written.tv_nsec != right->written.tv_nsec)
        return left->written.tv_nsec < right->written.tv_nsec ? 1 : -1;
    return strcmp(right->summary.run, left->summary.run);
}

static struct listed list_file(int dir, const char *path, const char *name, struct rr_arena *arena)
{
    struct stat st;
    const char *run = rr_arena_strn(arena, name, strlen(name) - strlen(RR_JOURNAL_SUFFIX));
    const char *file = rr_arena_printf(arena, "%s/%s", path, name);
    struct listed listed = {.summary = rr_journal_read(file, run, arena).summary};
    if (fstatat(dir, name, &st, 0) == 0)
        listed.written = st.st_mtim;
    return listed;
}

static void read_folder(DIR *dir, const char *path, struct listing *listing, struct rr_arena *arena)
{
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (entry->d_name[0] != '.' && rr_str_has_suffix(entry->d_name, RR_JOURNAL_SUFFIX))
            *rr_vec_push(listing, runs) = list_file(dirfd(dir), path, entry->d_name, arena);
}

static struct rr_run_summary *find_run(struct rr_run_summary *runs, size_t n, const char *run)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(runs[i].run, run) == 0)
            return &runs[i];
    return NULL;
}

/* Newest first, so an undo that was itself taken back is known as such when its turn comes. */
static void mark_undone(struct rr_run_summary *runs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool is_in_force = *runs[i].undone_by == '\0' && runs[i].n_done > 0;
        struct rr_run_summary *undone = find_run(runs, n, runs[i].undoes);
        if (is_in_force && undone != NULL && undone != &runs[i])
            undone->undone_by = runs[i].run;
    }
}

bool rr_journal_history(const char *dir,
                        const struct rr_run_summary **out,
                        size_t *n,
                        struct rr_arena *arena,
                        struct rr_err *err)
{
    const char *path = rr_journal_folder(dir, arena);
    struct listing listing = {0};
    DIR *folder = opendir(path);
    if (folder == NULL && errno != ENOENT) {
        const char *cause = strerror(errno);
        rr_err_set(err, RR_FILE, _("the journal folder cannot be read: %s"), path);
        return rr_err_detail(err, "%s", cause);
    }
    if (folder != NULL) {
        read_folder(folder, path, &listing, arena);
        closedir(folder);
    }
    struct rr_run_summary *runs = rr_arena_array(arena, listing.n_runs, sizeof *runs);
    if (listing.n_runs > 0)
        qsort(listing.runs, listing.n_runs, sizeof *listing.runs, newest_first);
    for (size_t i = 0; i < listing.n_runs; i++)
        runs[i] = listing.runs[i].summary;
    mark_undone(runs, listing.n_runs);
    free(listing.runs);
    *out = runs;
    *n = listing.n_runs;
    return true;
}
