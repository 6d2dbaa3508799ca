/* What came of a walk through the wizard, for the words after it and the exit status. */
#ifndef RR_TUI_RESULT_H
#define RR_TUI_RESULT_H

#include "tui/model.h"

struct wizard_result {
    size_t n_changed;
    bool is_ready;      // as last judged
    bool is_blocked;    // something stands in the way that no step of the person's own settles
    bool is_partial;    // the last run changed something and did not come to its end
    bool was_stopped;   // by a signal, or the terminal went away
    struct rr_err last; // why the last run failed; RR_OK = it did not
    char journal[256];  // of the last run
};

struct wizard_result wizard_result_of(const struct model *m);

#endif
