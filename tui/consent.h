/* The typed confirmation: the number of changes and the project's id, and for grave steps the service's name. */
#ifndef RR_TUI_CONSENT_H
#define RR_TUI_CONSENT_H

#include <stddef.h>

#include "runready/plan.h"

/* Does the plan open the service to everybody, or let its holder act as every account of the project? */
const struct rr_step *consent_gravest(const struct rr_plan *plan);

/* What is to be typed: "7 my-project", or "7 my-project my-service". */
enum { CONSENT_TEXT = 256 };
const char *consent_expected(const struct rr_plan *plan, char out[CONSENT_TEXT]);

enum consent_state {
    CONSENT_EMPTY,
    CONSENT_WRONG, // does not begin like what is expected
    CONSENT_BEGUN, // right so far
    CONSENT_RIGHT
};
enum consent_state consent_check(const struct rr_plan *plan, const char *typed);

#endif
