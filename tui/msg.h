/*
 * Everything that can happen to the wizard, as values. Only update() reads them.
 */
#ifndef RR_TUI_MSG_H
#define RR_TUI_MSG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runready/arena.h"
#include "runready/fact.h"
#include "runready/observed.h"
#include "runready/run.h"
#include "runready/session.h"
#include "tui/key.h"

enum msg_kind {
    MSG_BEGIN, // the first one: the size is known
    MSG_KEY,
    MSG_MOUSE,
    MSG_PASTE,    // bracketed paste: text
    MSG_RESIZE,   // size
    MSG_TICK,     // the time that model_next_tick_ms asked for has come
    MSG_FACT,     // a fact was asked for, or has become known
    MSG_ACTIVITY, // one API call has ended
    MSG_OBSERVED, // everything was read
    MSG_PROGRESS, // a step of the running apply changed its state
    MSG_RAN,      // the apply has ended
    MSG_HISTORY,  // the runs in the journal
    MSG_FAILED,   // the request with this ticket failed: err
    MSG_SAVED,    // a file was written: text is its path
    MSG_COPIED,   // text went to the clipboard
    MSG_NOTICE,   // something to say in the notice line: text
    MSG_LANG,     // the language has changed
    MSG_STOP,     // SIGTERM or SIGHUP: end as soon as what was sent is settled
    MSG_COUNT
};

struct msg_progress {
    const char *step; // id
    enum rr_step_outcome outcome;
    bool has_err;
    struct rr_err err;
    int64_t wait_ms; // > 0: will be tried again after this long
};

/*
 * Texts live in `arena`, which the message owns; update may take the arena, or `observed`, by
 * zeroing it in the message. Everything else is borrowed during update.
 */
struct msg {
    enum msg_kind kind;
    unsigned ticket; // of the request that it belongs to; 0 = none
    int64_t now_ms;  // monotonic clock, when update got it
    int64_t wall_s;  // seconds since 1970
    struct rr_arena arena;
    union {
        struct key key;
        struct mouse mouse;
        struct {
            int rows, cols;
        } size;
        const char *text;
        struct rr_fact fact;
        struct rr_activity activity;
        struct {
            struct rr_observed *all;
            const char *sign_in; // how the session is signed in, for people
        } observed;
        struct msg_progress progress;
        struct rr_run_result run;
        struct {
            const struct rr_run_summary *runs;
            size_t n;
        } history;
        struct rr_err err;
    };
};

/* Frees what update did not take. */
void msg_drop(struct msg *msg);

#endif
