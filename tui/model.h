/*
 * All that the wizard knows, as one value. Changed by update only (app_update and the pages' update side);
 * views take it const. It does no I/O and reads no clock: the time comes in messages.
 */
#ifndef RR_TUI_MODEL_H
#define RR_TUI_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runready/arena.h"
#include "runready/context.h"
#include "runready/finding.h"
#include "runready/plan.h"
#include "runready/run.h"
#include "tui/effect.h"
#include "tui/msg.h"
#include "tui/page.h"
#include "tui/screens/review.h"
#include "tui/widgets/input.h"
#include "tui/widgets/list.h"

/* ---- what is asked ---- */

enum field_id {
    FIELD_PROJECT,
    FIELD_REGION,
    FIELD_SERVICE,
    FIELD_SOURCE,
    FIELD_PORT,
    FIELD_BUILD_ACCOUNT,
    FIELD_SCHEDULE,
    FIELD_TIME_ZONE,
    FIELD_PATH,
    FIELD_COUNT
};

/* ---- what was read ---- */

/* One fact of the check; texts live in the check's arena. */
struct check_line {
    const char *id;
    const char *request;
    const char *need;
    enum rr_fact_state state;
    struct rr_err err;
    int64_t ms;
};

struct check {
    struct rr_arena arena;
    struct check_line *lines;
    size_t n_lines, cap_lines;
    unsigned ticket; // of the reading under way; 0 = none
    int64_t began_ms, took_ms;
    struct rr_err failure; // why reading ended without a result; RR_OK = it did not
    struct list list;
    bool wants_next;  // Enter was pressed while reading: goes on when all is there
    int64_t again_ms; // when to read once more, while APIs wake up; 0 = not
    size_t n_again;
};

/* A way to let callers in, judged against what was read. */
struct access_row {
    bool is_blocked;
    const struct rr_finding
        *finding; // what blocks it, or what is to be said about it; NULL = nothing
};

/*
 * What follows from what was read and chosen: findings, and the plan with what was switched off left out.
 * Replaced as a whole by model_judge.
 */
struct judged {
    bool is_there;
    struct rr_arena arena;
    struct rr_context context;
    struct rr_findings findings;
    struct rr_plan all;   // with every step
    struct rr_plan whole; // without what is switched off, and what needs that
    struct rr_plan
        plan; // the same without the deploy and what waits for it: what can be applied now
    const char **titles; // of the steps of `all`, in their order
    const char **undos;  // how each is taken back
    struct access_row access[RR_ACCESS_COUNT];
    struct reviewed reviewed; // written on the Review page only
};

/* Steps that the person has switched off, by id; kept while presets come and go. */
enum { STEPS_OFF_MAX = 64, STEP_ID_BYTES = 160 };
struct steps_off {
    char ids[STEPS_OFF_MAX][STEP_ID_BYTES];
    size_t n;
};

/* ---- what was done ---- */

struct step_progress {
    enum rr_step_outcome outcome;
    struct rr_err err;   // RR_OK = none
    int64_t retry_at_ms; // > 0: waits until then
};

/* One confirmed plan under way, or over. */
struct run_state {
    struct rr_arena arena;
    bool is_there;
    bool is_running;
    bool is_stopping;
    unsigned ticket;
    int64_t began_ms, ended_ms;
    struct rr_plan plan; // its own copy: what was confirmed
    const char **titles;
    struct step_progress *steps;
    bool has_result;
    struct rr_run_result result; // texts in result_arena
    struct rr_arena result_arena;
    struct rr_err failure; // nothing could be sent at all
};

/* Waiting until the changes act everywhere. */
struct propagation {
    bool is_on;
    int64_t began_ms;
    int64_t next_ms; // of the next look; 0 = none
    size_t n_looks;
    bool is_seen; // the last look found everything in place
};

/* A run that is over, for the last page. */
enum { FINISHED_MAX = 8 };
struct finished_run {
    char id[64];
    char journal[256];
    size_t n_changed;
};

/* ---- the log of API calls ---- */

enum { ACTIVITY_MAX = 500, ACTIVITY_PATH = 200 };
struct activity_line {
    int64_t wall_s;
    char method[8];
    char api[32];
    char path[ACTIVITY_PATH];
    int status;
    int64_t ms;
    int attempt;
    int64_t wait_ms;
};

struct activity_log {
    struct activity_line *lines; // a ring of ACTIVITY_MAX
    size_t n;                    // ever logged
};

/* ---- settings ---- */

enum { SETTING_BYTES = 48 };
struct settings {
    char theme[SETTING_BYTES];
    bool has_mouse;
    bool is_casual; // plain words instead of exact terms
};

enum { OVERLAYS_MAX = 4, NOTICE_BYTES = 320, SIGN_IN_BYTES = 200, CONFIRM_BYTES = 256 };

struct model {
    int rows, cols;
    int64_t now_ms, wall_s;
    struct rr_arena turn; // texts of effects; emptied at the next update
    struct settings settings;
    const char *const *themes;
    size_t n_themes;
    bool is_sandbox;
    char scenario[64];
    char sign_in[SIGN_IN_BYTES]; // how the session is signed in; "" = not known yet

    enum page_id page;
    enum page_id furthest;
    enum overlay_id overlays[OVERLAYS_MAX]; // the last one is on top
    size_t n_overlays;
    int station; // under the cursor in the strip; -1 = none
    char notice[NOTICE_BYTES];
    struct rr_err error; // what the error overlay shows
    unsigned last_ticket;
    bool is_ending; // leaves when what runs has ended

    struct rr_context
        given; // as the command line gave it; texts borrowed for the life of the model
    struct input fields[FIELD_COUNT];
    enum rr_use_case use_case;
    enum rr_preset preset;
    enum rr_access_choice access;

    struct check check;
    struct rr_observed *observed; // NULL = nothing was read yet
    struct judged judged;
    struct steps_off off;
    struct run_state run;
    size_t n_changed; // by all runs
    struct finished_run finished[FINISHED_MAX];
    size_t n_finished;
    struct activity_log log;

    // What pages keep between messages.
    struct list start;
    struct {
        struct list list;
        bool is_other;
    } account;
    struct list roles;
    struct list access_list;
    enum rr_access_choice blocked_access; // what was asked for and is forbidden
    struct list schedule;
    struct review review;
    struct input confirm;
    struct list apply;
    struct propagation propagation;
    struct list deploy;
    int scroll;         // of the overlay on top, where it is a text
    struct list choice; // of the overlay on top, where it is a list
    struct {
        int scroll;
        struct list choice;
    } beneath[OVERLAYS_MAX]; // the same of what each overlay covers
};

/* ---- life ---- */

struct model_options {
    struct rr_context context; // filled with defaults
    bool is_sandbox;
    const char *scenario; // "" = none
    struct settings settings;
    const char *const *themes; // names; borrowed for the life of the model
    size_t n_themes;
};

void model_init(struct model *m, const struct model_options *options);
void model_free(struct model *m);

/* ---- questions ---- */

/* What is asked for now; texts borrowed from the fields. */
struct rr_context model_context(const struct model *m);

/* Milliseconds until something on the screen moves by itself; -1 = nothing does. */
int64_t model_next_tick_ms(const struct model *m);

/* Switched off by the person; off because something that it needs is off (`by` gets that step's id). */
bool model_step_is_off(const struct model *m, const char *step);
bool model_step_follows(const struct model *m, const char *step, const char **by);

/* What a step does, and how it is taken back, in one line; "" for a step that is not in the plan. */
const char *model_step_title(const struct model *m, const char *step);
const char *model_step_undo(const struct model *m, const char *step);

/*
 * Is it the deploy, or does it wait for it? The deploy has a page of its own; what needs the service comes up
 * for review once that is there.
 */
bool model_step_waits(const struct model *m, const char *step);

/* How many steps wait for the deploy, without that itself. */
size_t model_n_waiting(const struct model *m);

/* The finding with this id, or NULL. */
const struct rr_finding *model_finding(const struct model *m, const char *id);

/* ---- changes; for update only ---- */

unsigned model_ticket(struct model *m);

/* Judges what was read against the choices of now, anew. Pure, without the cloud. */
void model_judge(struct model *m);

/* Reads everything anew; what was known stays until then. */
void model_gather(struct model *m, struct effects *fx);

/*
 * Switches a step on, with all that it needs, or off, and judges; the second switches it over. `step` may not
 * live in what is judged.
 */
void model_set_step(struct model *m, const char *step, bool is_on);
void model_toggle_step(struct model *m, const char *step);

/* Carries the plan out, as it stands: for the confirmation only. */
void model_apply(struct model *m, struct effects *fx);

void model_go(struct model *m, enum page_id page, struct effects *fx);
void model_open(struct model *m, enum overlay_id overlay, struct effects *fx);
void model_close(struct model *m);

/* The overlay on top, or the page. */
const struct screen *model_screen(const struct model *m);

/* Shows the error overlay. */
void model_fail(struct model *m, const struct rr_err *err, struct effects *fx);

/* Leaves, after asking where something would be lost; and without asking, once what was sent is settled. */
void model_quit(struct model *m, struct effects *fx);
void model_end(struct model *m, struct effects *fx);

/* One line in the frame until the next key. */
void model_notice(struct model *m, const char *format, ...) RR_PRINTF(2, 3);

#endif
