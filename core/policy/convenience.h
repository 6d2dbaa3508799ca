/*
 * Convenience members of bucket policies: projectOwner:P, projectEditor:P, projectViewer:P stand for
 * whoever holds the basic role on project P. Source: gcp-apis 4.5.
 */
#ifndef RR_POLICY_CONVENIENCE_H
#define RR_POLICY_CONVENIENCE_H

#include <stdbool.h>

#include "core/policy/access.h"
#include "core/policy/member.h"

bool rr_convenience_is(enum rr_member_kind kind);

/*
 * YES when the project's policy in the question gives the member the basic role, directly and
 * without condition. MAYBE when that may be so: through a group, a condition, an ancestor, a policy
 * that could not be read, or in a project that the question does not show.
 */
enum rr_match rr_convenience_match(const struct rr_member *holder,
                                   const struct rr_question *question);

#endif
