/* What a kind of step is to the one who carries it out; a table. */
#ifndef RR_APPLY_KIND_H
#define RR_APPLY_KIND_H

#include "core/gcp/iam_policy.h"
#include "runready/plan.h"

bool rr_kind_is_grant(enum rr_step_kind kind);

/* Whose policy a grant changes; RR_TARGET_COUNT for steps that are no grants. */
enum rr_policy_target rr_kind_target(enum rr_step_kind kind);

/* What would take the step back, a word of the journal: "remove-member", "delete-account", "none". */
const char *rr_kind_undo(const struct rr_step *step);

#endif
