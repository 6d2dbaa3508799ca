/*
 * A plan as a person reviews it before anything is changed: by resource, each change with its reason, risk
 * and way back, before and after side by side, and what goes off when a step is switched off.
 */
#ifndef RUNREADY_REVIEW_H
#define RUNREADY_REVIEW_H

#include "runready/plan.h"

enum rr_review_state {
    RR_REVIEW_ON,
    RR_REVIEW_OFF,     // switched off
    RR_REVIEW_FOLLOWS, // off because something that it needs is off
    RR_REVIEW_STATE_COUNT
};

/* Texts are in the language of the moment, never NULL, and "" where they do not apply. */
struct rr_review_step {
    const struct rr_step *step;
    enum rr_review_state state;
    const struct rr_step *because; // FOLLOWS: what it needs and is off; NULL else
    const char *title;             // what it does, in one line
    const char *undo;              // how it is taken back
    const struct rr_blocked
        *blocked; // why the caller may not do it; NULL = nothing is known against it
};

enum rr_review_mark { RR_REVIEW_SAME, RR_REVIEW_ADDED, RR_REVIEW_REMOVED };

/* One line of before and after: a member of a role, the state of an API, a field of a schedule. */
struct rr_review_line {
    enum rr_review_mark mark;
    const char *key;       // "roles/run.admin", "run.googleapis.com", "time zone"
    const char *value;     // the member, the state, the field's value
    const char *condition; // title or expression of the binding's condition; "" = none
};

struct rr_review_resource {
    const char *resource;               // "projects/p/locations/l/repositories/r"
    const char *title;                  // "Image repository r"
    const struct rr_review_step *steps; // in the plan's order
    size_t n_steps;
    size_t n_on;
    const struct rr_review_line *lines; // of what is on; members of a touched role are all there
    size_t n_lines;
    bool has_policy;    // what changes is a policy
    bool is_counted;    // the policy was read: n_untouched tells
    size_t n_untouched; // bindings of other roles, which stay as they are
};

struct rr_review {
    const struct rr_review_resource *resources; // in the order in which the plan comes to them
    size_t n_resources;
    struct rr_plan plan; // what is on
    size_t n_blocked;    // steps that are on and that the caller may not do
    enum rr_risk risk;   // the worst of what is on
};

/*
 * `off`: ids of steps that are switched off; ids that the plan does not have count for nothing. `observed`:
 * what the plan was made from, or NULL. `all` and `observed` are borrowed as long as the result lives. Pure.
 * Results live in `arena`.
 */
struct rr_review_wish {
    const struct rr_plan *all;
    const struct rr_observed *observed;
    const char *const *off;
    size_t n_off;
};
RR_API struct rr_review rr_review_make(const struct rr_review_wish *wish, struct rr_arena *arena);

/* The row of a step, or NULL. */
RR_API const struct rr_review_step *rr_review_find(const struct rr_review *review, const char *id);

/*
 * The ids to be switched off after the step was switched over: off, or on together with all that it needs.
 * Returns how many of `out` (room for wish->n_off + 1) there are.
 */
RR_API size_t rr_review_toggle(const struct rr_review_wish *wish,
                               const char *id,
                               const char **out,
                               struct rr_arena *arena);

/* "off", "on", "follows". Never translated. */
RR_API const char *rr_review_state_word(enum rr_review_state state);

#endif
