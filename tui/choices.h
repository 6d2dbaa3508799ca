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

/* A technical noun. */
struct term_row {
    const char *name;   // Google's own word, never translated
    const char *exact;  // N_
    const char *casual; // N_
};
const struct term_row *glossary_terms(size_t *n);

/* A symptom, with the cause that is known for it. */
struct symptom_row {
    const char *title;   // N_
    const char *cause;   // N_
    const char *remedy;  // N_
    const char *finding; // what was judged about it; "" = nothing of it is read
    enum page_id page;   // where it is settled
};
const struct symptom_row *trouble_symptoms(size_t *n);

/* Has the text the form of that field? Errors: RR_BAD_INPUT, with the rule. */
bool form_row_takes(const struct form_row *row, const char *text, struct rr_err *err);

#endif
