/*
 * The blast radius of grants: what a member could newly do, grouped by what it means and with the
 * worst first.
 */
#ifndef RUNREADY_POWER_H
#define RUNREADY_POWER_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/api.h"

/* Worst first. */
enum rr_power {
    RR_POWER_IMPERSONATE, // act as other accounts, take their tokens, make keys for them
    RR_POWER_POLICY,      // change who may do what
    RR_POWER_DELETE,
    RR_POWER_WRITE_DATA,
    RR_POWER_READ_DATA,
    RR_POWER_RUN,   // deploy, start, call
    RR_POWER_OTHER, // look at settings and lists, make and change other things
    RR_POWER_COUNT
};

/* One kind of power on one resource. Texts are never NULL. */
struct rr_power_line {
    enum rr_power power;
    const char *resource; // where the grant is: "projects/p", "projects/p/serviceAccounts/e"
    const char *text;     // for people: "act as every service account of the project"
    const char *const *permissions; // that are new, sorted
    size_t n_permissions;
};

/* What one member gains. */
struct rr_power_gain {
    const char *member;
    const struct rr_power_line *lines; // worst first; empty when everything was held already
    size_t n_lines;
    const char *const *unknown_roles; // roles of which it is not known what they permit
    size_t n_unknown_roles;
};

struct rr_powers {
    const struct rr_power_gain *items; // one for each member that is given something
    size_t n_items;
};

/* "impersonate", "policy", "delete", "write-data", "read-data", "run", "other". Never translated. */
RR_API const char *rr_power_word(enum rr_power power);

/* A short title for people: "Act as other accounts". */
RR_API const char *rr_power_title(enum rr_power power);

#endif
