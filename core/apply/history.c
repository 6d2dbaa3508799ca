/* Reads journals with tolerance: whatever lies in the folder, it gets a line and never ends the program. */
#include "config.h"

#include "core/apply/history.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "core/apply/journal.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

enum {
    MAX_FILE = 8 << 20,
    MAX_LINE = 2 << 20,
};

/* Where a step stands after the last line about it. */
enum stand { STAND_NONE, STAND_SENT, STAND_DONE, STAND_ALREADY, STAND_FAILED, STAND_UNKNOWN };

static const struct {
    const char *event;
    enum stand stand;
} stands[] = {
    {"intended", STAND_NONE},   {"sent", STAND_SENT},      {"done", STAND_DONE},
    {"already", STAND_ALREADY}, {"refused", STAND_FAILED}, {"failed", STAND_FAILED},
    {"unknown", STAND_UNKNOWN}, {"skipped", STAND_NONE},
};

struct step_stand {
    const char *step;
    enum stand stand;
};

struct reading {
    struct rr_arena *arena;
    struct rr_run_summary summary;
    struct step_stand *steps;
    size_t n_steps, cap_steps;
    size_t n_bad_lines;
    bool is_journal;
};

static struct step_stand *step_of(struct reading *reading, const char *id)
{
    for (size_t i = 0; i < reading->n_steps; i++)
        if (strcmp(reading->steps[i].step, id) == 0)
            return &reading->steps[i];
    struct step_stand *step = rr_vec_push(reading, steps);
    *step = (struct step_stand){rr_arena_str(reading->arena, id), STAND_NONE};
    return step;
}

static void read_run(struct reading *reading, struct json_object *line)
{
    struct rr_run_summary *summary = &reading->summary;
    struct json_object *steps = rr_json_arr(line, "steps");
    if (!rr_str_has_prefix(rr_json_str(line, "schema"), "runready/journal/"))
        return;
    reading->is_journal = true;
    if (strcmp(rr_json_str(line, "schema"), RR_JOURNAL_SCHEMA) != 0)
        summary->note = _("written by another version; what is shown may be incomplete");
    summary->started = rr_arena_str(reading->arena, rr_json_str(line, "at"));
    summary->project = rr_arena_str(reading->arena, rr_json_str(line, "project"));
    summary->is_sandbox = rr_json_bool(line, "sandbox");
    for (size_t i = 0; i < rr_json_len(steps); i++)
        step_of(reading, rr_json_at_str(steps, i));
}

static void read_stand(struct reading *reading, const char *event, const char *step)
{
    for (size_t i = 0; i < sizeof stands / sizeof *stands; i++)
        if (*step != '\0' && strcmp(stands[i].event, event) == 0)
            step_of(reading, step)->stand = stands[i].stand;
}

static void read_line(struct reading *reading, const char *bytes, size_t n)
{
    RR_JSON_AUTO struct json_object *line = NULL;
    if (!rr_json_parse(bytes, n, MAX_LINE, &line, NULL)) {
        reading->n_bad_lines++;
        return;
    }
    const char *event = rr_json_str(line, "event");
    if (strcmp(event, "run") == 0)
        read_run(reading, line);
    else if (strcmp(event, "end") == 0)
        reading->summary.ended = rr_arena_str(reading->arena, rr_json_str(line, "at"));
    else
        read_stand(reading, event, rr_json_str(line, "step"));
}

/* Returns whether something was left behind the last newline: a line that was cut off. */
static bool read_lines(struct reading *reading, const char *bytes, size_t n)
{
    const char *end = bytes + n;
    for (const char *stop; (stop = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL;
         bytes = stop + 1)
        if (stop > bytes)
            read_line(reading, bytes, (size_t)(stop - bytes));
    return bytes < end;
}

static void count(struct reading *reading)
{
    struct rr_run_summary *summary = &reading->summary;
    summary->n_steps = reading->n_steps;
    for (size_t i = 0; i < reading->n_steps; i++) {
        enum stand stand = reading->steps[i].stand;
        summary->n_done += stand == STAND_DONE;
        summary->n_already += stand == STAND_ALREADY;
        summary->n_failed += stand == STAND_FAILED;
        summary->n_unknown += stand == STAND_SENT || stand == STAND_UNKNOWN;
    }
}

static void note_damage(struct reading *reading, bool is_cut)
{
    struct rr_run_summary *summary = &reading->summary;
    if (!reading->is_journal)
        summary->note = _("not a journal of this program, or its first line is damaged");
    else if (reading->n_bad_lines > 0)
        summary->note =
            rr_arena_printf(reading->arena, _("%zu lines cannot be read"), reading->n_bad_lines);
    else if (is_cut)
        summary->note = _("the last line was cut off");
}

static struct rr_run_summary read_file(const char *dir, const char *name, struct rr_arena *arena)
{
    size_t n_name = strlen(name) - strlen(RR_JOURNAL_SUFFIX);
    struct reading reading = {.arena = arena,
                              .summary = {.started = "", .ended = "", .project = "", .note = ""}};
    reading.summary.run = rr_arena_strn(arena, name, n_name);
    reading.summary.path = rr_arena_printf(arena, "%s/%s", dir, name);
    RR_BUF_AUTO bytes = {0};
    struct rr_err err;
    if (rr_file_read(reading.summary.path, MAX_FILE, &bytes, &err)) {
        bool is_cut = read_lines(&reading, rr_buf_text(&bytes), bytes.len);
        note_damage(&reading, is_cut);
    } else {
        reading.summary.note = rr_arena_str(arena, err.summary);
    }
    count(&reading);
    free(reading.steps);
    return reading.summary;
}

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
    struct listed listed = {.summary = read_file(path, name, arena)};
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
    free(listing.runs);
    *out = runs;
    *n = listing.n_runs;
    return true;
}
