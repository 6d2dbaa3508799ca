/* Reads a journal's lines; see the header. Last line wins; what is not known is passed over. */
#include "config.h"

#include "core/apply/journal_read.h"

#include <stdlib.h>
#include <string.h>

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

static const struct {
    const char *event;
    enum rr_stand stand;
} stands[] = {
    {"intended", RR_STAND_NONE},   {"sent", RR_STAND_SENT},      {"done", RR_STAND_DONE},
    {"already", RR_STAND_ALREADY}, {"refused", RR_STAND_FAILED}, {"failed", RR_STAND_FAILED},
    {"unknown", RR_STAND_UNKNOWN}, {"skipped", RR_STAND_NONE},
};

struct reading {
    struct rr_arena *arena;
    struct rr_journal_record record;
    struct rr_journal_step *steps;
    size_t n_steps, cap_steps;
    size_t n_bad_lines;
    bool
        was_bad; // the line before this one; a run that was killed in the middle of it goes on after it
};

static struct rr_journal_step *step_of(struct reading *reading, const char *id)
{
    for (size_t i = 0; i < reading->n_steps; i++)
        if (strcmp(reading->steps[i].step, id) == 0)
            return &reading->steps[i];
    struct rr_journal_step *step = rr_vec_push(reading, steps);
    *step = (struct rr_journal_step){
        .step = rr_arena_str(reading->arena, id), .intended_at = "", .settled_at = ""};
    return step;
}

static const char *text_of(struct reading *reading, struct json_object *line, const char *key)
{
    return rr_arena_str(reading->arena, rr_json_str(line, key));
}

static void read_run(struct reading *reading, struct json_object *line)
{
    struct rr_run_summary *summary = &reading->record.summary;
    struct json_object *steps = rr_json_arr(line, "steps");
    struct json_object *plan = rr_json_obj(line, "plan");
    if (!rr_str_has_prefix(rr_json_str(line, "schema"), "runready/journal/"))
        return;
    reading->record.is_journal = true;
    if (strcmp(rr_json_str(line, "schema"), RR_JOURNAL_SCHEMA) != 0)
        summary->note = _("written by another version; what is shown may be incomplete");
    summary->started = text_of(reading, line, "at");
    summary->project = text_of(reading, line, "project");
    summary->undoes = text_of(reading, line, "undoes");
    summary->is_sandbox = rr_json_bool(line, "sandbox");
    if (plan != NULL)
        reading->record.plan_json = rr_arena_str(reading->arena, rr_json_text(plan));
    for (size_t i = 0; i < rr_json_len(steps); i++)
        step_of(reading, rr_json_at_str(steps, i));
}

static void read_resume(struct reading *reading)
{
    reading->record.summary.ended = "";
    reading->record.summary.n_resumed++;
    reading->n_bad_lines -= reading->was_bad; // cut off by what the resume is for
}

static void read_stand(struct reading *reading, const char *event, struct json_object *line)
{
    const char *id = rr_json_str(line, "step");
    for (size_t i = 0; i < sizeof stands / sizeof *stands; i++) {
        if (*id == '\0' || strcmp(stands[i].event, event) != 0)
            continue;
        struct rr_journal_step *step = step_of(reading, id);
        const char *at = text_of(reading, line, "at");
        step->stand = stands[i].stand;
        step->settled_at = at;
        if (stands[i].stand == RR_STAND_NONE && *step->intended_at == '\0')
            step->intended_at = at;
    }
}

static void read_event(struct reading *reading, struct json_object *line)
{
    const char *event = rr_json_str(line, "event");
    if (strcmp(event, "run") == 0)
        read_run(reading, line);
    else if (strcmp(event, "resume") == 0)
        read_resume(reading);
    else if (strcmp(event, "end") == 0)
        reading->record.summary.ended = text_of(reading, line, "at");
    else
        read_stand(reading, event, line);
}

static void read_line(struct reading *reading, const char *bytes, size_t n)
{
    RR_JSON_AUTO struct json_object *line = NULL;
    bool is_good = rr_json_parse(bytes, n, MAX_LINE, &line, NULL);
    if (is_good)
        read_event(reading, line);
    else
        reading->n_bad_lines++;
    reading->was_bad = !is_good;
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
    struct rr_run_summary *summary = &reading->record.summary;
    summary->n_steps = reading->n_steps;
    for (size_t i = 0; i < reading->n_steps; i++) {
        enum rr_stand stand = reading->steps[i].stand;
        summary->n_done += stand == RR_STAND_DONE;
        summary->n_already += stand == RR_STAND_ALREADY;
        summary->n_failed += stand == RR_STAND_FAILED;
        summary->n_unknown += stand == RR_STAND_SENT || stand == RR_STAND_UNKNOWN;
    }
}

static void note_damage(struct reading *reading, bool is_cut)
{
    struct rr_run_summary *summary = &reading->record.summary;
    if (!reading->record.is_journal)
        summary->note = _("not a journal of this program, or its first line is damaged");
    else if (reading->n_bad_lines > 0)
        summary->note =
            rr_arena_printf(reading->arena, _("%zu lines cannot be read"), reading->n_bad_lines);
    else if (is_cut)
        summary->note = _("the last line was cut off");
}

static void keep_steps(struct reading *reading)
{
    struct rr_journal_step *steps =
        rr_arena_array(reading->arena, reading->n_steps, sizeof *reading->steps);
    if (reading->n_steps > 0)
        memcpy(steps, reading->steps, reading->n_steps * sizeof *steps);
    reading->record.steps = steps;
    reading->record.n_steps = reading->n_steps;
    free(reading->steps);
}

struct rr_journal_record rr_journal_read_bytes(const char *bytes, size_t n, struct rr_arena *arena)
{
    struct reading reading = {
        .arena = arena,
        .record = {.summary = {.run = "",
                               .path = "",
                               .started = "",
                               .ended = "",
                               .project = "",
                               .undoes = "",
                               .undone_by = "",
                               .note = ""},
                   .plan_json = ""},
    };
    bool is_cut = read_lines(&reading, bytes, n);
    note_damage(&reading, is_cut);
    count(&reading);
    keep_steps(&reading);
    return reading.record;
}

struct rr_journal_record rr_journal_read(const char *path, const char *run, struct rr_arena *arena)
{
    RR_BUF_AUTO bytes = {0};
    struct rr_err err;
    bool ok = rr_file_read(path, MAX_FILE, &bytes, &err);
    struct rr_journal_record record = rr_journal_read_bytes(rr_buf_text(&bytes), bytes.len, arena);
    record.summary.run = rr_arena_str(arena, run);
    record.summary.path = rr_arena_str(arena, path);
    if (!ok)
        record.summary.note = rr_arena_str(arena, err.summary);
    return record;
}

const struct rr_journal_step *rr_journal_step_of(const struct rr_journal_record *record,
                                                 const char *id)
{
    for (size_t i = 0; i < record->n_steps; i++)
        if (strcmp(record->steps[i].step, id) == 0)
            return &record->steps[i];
    return NULL;
}
