/*
 * Roles by what they permit: the built-in data (core/util/roles.txt) and roles read live.
 */
#ifndef RR_POLICY_ROLE_H
#define RR_POLICY_ROLE_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/arena.h"

/* A role read from IAM (GET v1/{name}) or unreadable. Texts are never NULL. */
struct rr_live_role {
    const char *name; // "projects/p/roles/x", "organizations/1/roles/y", "roles/z"
    const char *title;
    const char *const *permissions;
    size_t n_permissions;
    bool is_known; // false: it could not be read, so what it permits is unknown
    bool is_dead;  // deleted, or stage DISABLED: permits nothing
};

struct rr_roles; // the built-in data, parsed

/* Parses the compiled-in data into `arena`; never fails (the data is checked by a test). */
const struct rr_roles *rr_roles_load(struct rr_arena *arena);

/* "2026-08-22": the day the built-in data was collected. */
const char *rr_roles_date(const struct rr_roles *roles);

/* Title of a predefined role, or NULL when the data does not know it. */
const char *rr_role_title(const struct rr_roles *roles, const char *name);

enum rr_role_says { RR_ROLE_NO, RR_ROLE_YES, RR_ROLE_UNKNOWN };

/*
 * Does the role permit this? `live` (may be NULL/0) is asked first, then the built-in data. UNKNOWN for a
 * role that neither knows, and for a permission of a service that the built-in data does not cover.
 */
enum rr_role_says rr_role_permits(const struct rr_roles *roles,
                                  const struct rr_live_role *live,
                                  size_t n_live,
                                  const char *role,
                                  const char *permission);

/*
 * A role looked up once, to be asked about many permissions. Valid as long as what it was made from.
 */
struct rr_builtin_role;
struct rr_role_ref {
    const struct rr_roles *roles;
    const struct rr_live_role *live;       // NULL: the built-in data answers
    const struct rr_builtin_role *builtin; // NULL too: nobody knows this role
};

struct rr_role_ref rr_role_resolve(const struct rr_roles *roles,
                                   const struct rr_live_role *live,
                                   size_t n_live,
                                   const char *role);

/* As rr_role_permits. */
enum rr_role_says rr_role_ref_permits(const struct rr_role_ref *ref, const char *permission);

/* Deleted or disabled: it permits nothing, whatever it lists. */
bool rr_role_ref_is_dead(const struct rr_role_ref *ref);

/* Does a role that was read live list this, dead or not? */
bool rr_role_ref_lists(const struct rr_role_ref *ref, const char *permission);

/* Must this role be read live before `permission`-like questions can be answered (custom, or not in the data)? */
bool rr_role_needs_reading(const struct rr_roles *roles, const char *role);

/* Calls `fn` for each permission of a predefined role that the data lists; `fn` returns false to stop. */
void rr_role_each_permission(const struct rr_roles *roles,
                             const char *role,
                             bool (*fn)(void *data, const char *permission),
                             void *data);

/* Names of all predefined roles in the data, sorted; *n = how many. */
const char *const *rr_roles_names(const struct rr_roles *roles, size_t *n);

#endif
