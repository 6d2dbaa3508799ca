/* What can be chosen and filled in, in words: the same for every view of the wizard. */
#ifndef RR_TUI_CHOICES_H
#define RR_TUI_CHOICES_H

#include "tui/model.h"

/* A use case. All N_. */
struct use_case_row {
    const char *title;
    const char *brief;
    const char *help;
    const char *casual;
    enum rr_access_choice access; // what it sets
};
extern const struct use_case_row use_case_rows[RR_USE_COUNT];

/* A way to let callers in. All N_. */
struct road_row {
    const char *title;
    const char *brief;
    const char *help;
    const char *callers; // what it means for those who call
    const char *casual;
};
extern const struct road_row road_rows[RR_ACCESS_COUNT];

/* A field of a form. */
struct form_row {
    enum field_id field;
    const char *label; // N_
    const char *help;  // N_
    bool (*check)(const char *text, struct rr_err *err);
    bool is_required;
};

/* The fields of Start and of Schedule, in their order. */
enum { START_FIELDS = 5, SCHEDULE_FIELDS = 3 };
extern const struct form_row start_form[START_FIELDS];
extern const struct form_row schedule_form[SCHEDULE_FIELDS];

/* Has the text the form of that field? Errors: RR_BAD_INPUT, with the rule. */
bool form_row_takes(const struct form_row *row, const char *text, struct rr_err *err);

#endif
