/*
 * What roles permit. The compiled-in data is split in place, once, into sorted tables of views; a
 * permission is never put together as text unless somebody lists them all.
 */
#include "config.h"

#include "core/policy/role.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/role_data.h"
#include "core/util/str.h"

/* "run.services:create,get": the verbs of one type of resource. */
struct verbs {
    const char *type;  // "run.services"
    const char *verbs; // "create,get"
};

struct rr_builtin_role {
    const char *name;
    const char *title;
    const struct verbs *types; // sorted by type
    size_t n_types;
};

struct rr_roles {
    const char *date;
    const char **services;
    size_t n_services;
    struct rr_builtin_role *items; // sorted by name
    const char **names;            // the same order
    size_t n_items;
};

static size_t count_char(const char *text, char c)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += *text == c;
    return n;
}

/* Cuts off and returns the text before `end`; moves *rest behind it. NULL when nothing is left. */
static char *next_part(char **rest, char end)
{
    char *part = *rest;
    if (part == NULL || *part == '\0')
        return NULL;
    char *at = strchr(part, end);
    *rest = at != NULL ? at + 1 : NULL;
    if (at != NULL)
        *at = '\0';
    return part;
}

static char *next_field(char **rest)
{
    static char none[1];
    char *part = *rest;
    if (part == NULL)
        return none;
    char *at = strchr(part, '\t');
    *rest = at != NULL ? at + 1 : NULL;
    if (at != NULL)
        *at = '\0';
    return part;
}

static int by_type(const void *a, const void *b)
{
    return strcmp(((const struct verbs *)a)->type, ((const struct verbs *)b)->type);
}

static void parse_types(struct rr_builtin_role *role, char *text, struct rr_arena *arena)
{
    struct verbs *types = rr_arena_array(arena, count_char(text, ' ') + 1, sizeof *types);
    size_t n = 0;
    for (char *part; (part = next_part(&text, ' ')) != NULL;) {
        char *colon = strchr(part, ':');
        if (colon == NULL)
            continue;
        *colon = '\0';
        types[n++] = (struct verbs){.type = part, .verbs = colon + 1};
    }
    qsort(types, n, sizeof *types, by_type);
    role->types = types;
    role->n_types = n;
}

static void parse_services(struct rr_roles *roles, char *text, struct rr_arena *arena)
{
    roles->services = rr_arena_array(arena, count_char(text, ' ') + 1, sizeof *roles->services);
    for (char *part; (part = next_part(&text, ' ')) != NULL;)
        roles->services[roles->n_services++] = part;
}

static void parse_line(struct rr_roles *roles, char *line, struct rr_arena *arena)
{
    if (*line == '#')
        return;
    char *name = next_field(&line);
    if (strcmp(name, "date") == 0) {
        roles->date = next_field(&line);
    } else if (strcmp(name, "services") == 0) {
        parse_services(roles, next_field(&line), arena);
    } else {
        struct rr_builtin_role *role = &roles->items[roles->n_items];
        role->name = name;
        role->title = next_field(&line);
        next_field(&line); // stage: predefined roles that are disabled are not in the data
        parse_types(role, next_field(&line), arena);
        roles->names[roles->n_items++] = name;
    }
}

const struct rr_roles *rr_roles_load(struct rr_arena *arena)
{
    const char *data = (const char *)rr_role_data;
    size_t size = strlen(data) + 1;
    char *text = rr_arena_alloc(arena, size);
    memcpy(text, data, size);
    size_t n_lines = count_char(text, '\n') + 1;
    struct rr_roles *roles = rr_arena_alloc(arena, sizeof *roles);
    roles->date = "";
    roles->items = rr_arena_array(arena, n_lines, sizeof *roles->items);
    roles->names = rr_arena_array(arena, n_lines, sizeof *roles->names);
    for (char *line; (line = next_part(&text, '\n')) != NULL;)
        parse_line(roles, line, arena);
    return roles;
}

const char *rr_roles_date(const struct rr_roles *roles)
{
    return roles->date;
}

const char *const *rr_roles_names(const struct rr_roles *roles, size_t *n)
{
    *n = roles->n_items;
    return roles->names;
}

static int role_by_name(const void *name, const void *role)
{
    return strcmp(name, ((const struct rr_builtin_role *)role)->name);
}

static const struct rr_builtin_role *find_builtin(const struct rr_roles *roles, const char *name)
{
    return bsearch(name, roles->items, roles->n_items, sizeof *roles->items, role_by_name);
}

const char *rr_role_title(const struct rr_roles *roles, const char *name)
{
    const struct rr_builtin_role *role = find_builtin(roles, name);
    return role != NULL ? role->title : NULL;
}

bool rr_role_needs_reading(const struct rr_roles *roles, const char *role)
{
    return find_builtin(roles, role) == NULL;
}

struct rr_role_ref rr_role_resolve(const struct rr_roles *roles,
                                   const struct rr_live_role *live,
                                   size_t n_live,
                                   const char *role)
{
    struct rr_role_ref ref = {.roles = roles};
    for (size_t i = 0; i < n_live; i++) {
        bool says_something = live[i].is_known || live[i].is_dead;
        if (says_something && strcmp(live[i].name, role) == 0) {
            ref.live = &live[i];
            return ref;
        }
    }
    ref.builtin = find_builtin(roles, role);
    return ref;
}

bool rr_role_ref_is_dead(const struct rr_role_ref *ref)
{
    return ref->live != NULL && ref->live->is_dead;
}

bool rr_role_ref_lists(const struct rr_role_ref *ref, const char *permission)
{
    for (size_t i = 0; ref->live != NULL && i < ref->live->n_permissions; i++)
        if (strcmp(ref->live->permissions[i], permission) == 0)
            return true;
    return false;
}

static bool has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; at != NULL; at = strchr(at, ',')) {
        if (*at == ',')
            at++;
        if (strncmp(at, word, n) == 0 && (at[n] == ',' || at[n] == '\0'))
            return true;
    }
    return false;
}

/* Orders `permission` without its last word against a type. */
struct type_key {
    const char *permission;
    size_t n;
};

static int type_by_key(const void *key_, const void *type_)
{
    const struct type_key *key = key_;
    const char *type = ((const struct verbs *)type_)->type;
    int order = strncmp(key->permission, type, key->n);
    return order != 0 ? order : -(type[key->n] != '\0');
}

static bool covers(const struct rr_roles *roles, const char *permission)
{
    size_t n = strcspn(permission, ".");
    for (size_t i = 0; i < roles->n_services; i++)
        if (strncmp(roles->services[i], permission, n) == 0 && roles->services[i][n] == '\0')
            return true;
    return false;
}

static enum rr_role_says builtin_says(const struct rr_role_ref *ref, const char *permission)
{
    const char *verb = strrchr(permission, '.');
    if (verb == NULL || !covers(ref->roles, permission))
        return RR_ROLE_UNKNOWN;
    struct type_key key = {permission, (size_t)(verb - permission)};
    const struct verbs *type =
        bsearch(&key, ref->builtin->types, ref->builtin->n_types, sizeof *type, type_by_key);
    return type != NULL && has_word(type->verbs, verb + 1) ? RR_ROLE_YES : RR_ROLE_NO;
}

enum rr_role_says rr_role_ref_permits(const struct rr_role_ref *ref, const char *permission)
{
    if (rr_role_ref_is_dead(ref))
        return RR_ROLE_NO;
    if (ref->live != NULL)
        return rr_role_ref_lists(ref, permission) ? RR_ROLE_YES : RR_ROLE_NO;
    return ref->builtin != NULL ? builtin_says(ref, permission) : RR_ROLE_UNKNOWN;
}

enum rr_role_says rr_role_permits(const struct rr_roles *roles,
                                  const struct rr_live_role *live,
                                  size_t n_live,
                                  const char *role,
                                  const char *permission)
{
    struct rr_role_ref ref = rr_role_resolve(roles, live, n_live, role);
    return rr_role_ref_permits(&ref, permission);
}

/* Says each verb of one type; false when `fn` wants no more. */
static bool
each_verb(const struct verbs *type, bool (*fn)(void *data, const char *permission), void *data)
{
    char permission[256];
    for (const char *at = type->verbs; *at != '\0';) {
        size_t n = strcspn(at, ",");
        snprintf(permission, sizeof permission, "%s.%.*s", type->type, (int)n, at);
        if (!fn(data, permission))
            return false;
        at += n + (at[n] == ',');
    }
    return true;
}

void rr_role_each_permission(const struct rr_roles *roles,
                             const char *role,
                             bool (*fn)(void *data, const char *permission),
                             void *data)
{
    const struct rr_builtin_role *found = find_builtin(roles, role);
    for (size_t i = 0; found != NULL && i < found->n_types; i++)
        if (!each_verb(&found->types[i], fn, data))
            return;
}
