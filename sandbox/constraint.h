/* Organisation policies: what is in force where, and what they refuse. */
#ifndef RR_SANDBOX_CONSTRAINT_H
#define RR_SANDBOX_CONSTRAINT_H

#include "sandbox/call.h"

#define SB_DOMAINS "iam.allowedPolicyMemberDomains"
#define SB_MEMBERS "iam.managed.allowedPolicyMembers"
#define SB_INVOKER "run.managed.requireInvokerIam"

/* Is that a constraint Google has (or a custom one somebody set)? `list` tells its kind. */
bool sb_constraint_known(const struct sb_node *node, const char *name, bool *list);

/* The nearest rules set on `node` or above; borrowed, NULL when nobody set any. */
sb_tree *sb_constraint_rules(const struct sb_node *node, const char *name);

/* Is a boolean constraint enforced on `node`? */
bool sb_constraint_enforced(const struct sb_node *node, const char *name);

/* May these bindings stand on the call's resource? On false the refusal is the answer. */
bool sb_constraint_admits(struct sb_call *call, sb_tree *bindings);

#endif
