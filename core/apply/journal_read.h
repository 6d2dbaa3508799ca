/* One run's journal, read back with tolerance: a file that is damaged still tells what it can. */
#ifndef RR_APPLY_JOURNAL_READ_H
#define RR_APPLY_JOURNAL_READ_H

#include "runready/session.h"

/* Where a step stands after the last line about it. */
enum rr_stand {
    RR_STAND_NONE, // not begun, or left out
    RR_STAND_SENT, // sent, and the run was cut off before an answer
    RR_STAND_DONE,
    RR_STAND_ALREADY,
    RR_STAND_FAILED, // refused or failed: nothing was changed
    RR_STAND_UNKNOWN // sent, and reading could not settle it
};

struct rr_journal_step {
    const char *step; // id
    enum rr_stand stand;
    const char *intended_at; // RFC 3339, "" when it was never begun; the first time
    const char *settled_at;  // of the last outcome
};

struct rr_journal_record {
    struct rr_run_summary summary; // `undone_by` is for the folder's reader to fill
    const struct rr_journal_step *steps;
    size_t n_steps;
    const char *plan_json; // "" when the journal holds none
    bool is_journal;       // its first line says so
};

/*
 * Reads `path`, whose name is that of the run `run`. Whatever goes wrong is said in the summary's note.
 * Results live in `arena`.
 */
struct rr_journal_record rr_journal_read(const char *path, const char *run, struct rr_arena *arena);

/* The same from bytes in memory. */
struct rr_journal_record rr_journal_read_bytes(const char *bytes, size_t n, struct rr_arena *arena);

/* The step's row, or NULL. */
const struct rr_journal_step *rr_journal_step_of(const struct rr_journal_record *record,
                                                 const char *id);

#endif
