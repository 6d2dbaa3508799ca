/* Which permissions a role holds: predefined roles from the role data, custom ones from the scenario. */
#ifndef RR_SANDBOX_ROLE_TABLE_H
#define RR_SANDBOX_ROLE_TABLE_H

#include <stdbool.h>

#include "sandbox/tree.h"
#include "sandbox/world.h"

struct sb_roles;

/* Reads the role data. Owner: the caller, by sb_roles_free. */
struct sb_roles *sb_roles_new(void);
void sb_roles_free(struct sb_roles *roles);

/* Does the role hold the permission ("run.services.get")? Unknown roles hold nothing. */
bool sb_role_holds(const struct sb_world *world, const char *role, const char *permission);

/* May the role be named in a policy? Predefined roles of services outside the data pass unseen. */
bool sb_role_exists(const struct sb_world *world, const char *role);

/* Is that a permission of any role? Those of services outside the data pass unseen. */
bool sb_permission_exists(const struct sb_world *world, const char *permission);

/* A Role as IAM v1 shows it, permissions included; NULL if there is none. Owner: the caller. */
sb_tree *sb_role_json(const struct sb_world *world, const char *role);

#endif
