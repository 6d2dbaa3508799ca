/* Allow policies: reading, writing and testing them, for every kind of resource. */
#ifndef RR_SANDBOX_POLICY_H
#define RR_SANDBOX_POLICY_H

#include "sandbox/call.h"

/* Handlers of :getIamPolicy, :setIamPolicy, :testIamPermissions, whatever the resource. */
void sb_policy_get(struct sb_call *call);
void sb_policy_set(struct sb_call *call);
void sb_policy_test(struct sb_call *call);

/* What a reader of `version` sees; below 3, conditional roles are renamed "..._withcond_...". */
sb_tree *sb_policy_view(const struct sb_node *node, long version);

/* Replaces bindings and, where given, auditConfigs (both taken), with a new etag. */
void sb_policy_store(struct sb_world *world, struct sb_node *node, sb_tree *policy);

/* Adds a member without any check, as Google itself or somebody else would. */
void sb_policy_add(struct sb_world *world,
                   struct sb_node *node,
                   const char *role,
                   const char *member);

/* Takes out the first person who is not the caller, as somebody else would; the etag changes in any case. */
void sb_policy_remove_somebody(struct sb_world *world, struct sb_node *node);

/* Bindings and auditConfigs in a stable order, without etag; NULL when empty. */
sb_tree *sb_policy_state(const struct sb_node *node);

/* Same role and condition merged, members lower-cased, unique and sorted, empty bindings dropped. */
sb_tree *sb_bindings_normal(sb_tree *bindings);

bool sb_bindings_conditional(sb_tree *bindings);

#endif
