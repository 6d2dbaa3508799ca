/* Roles: lookups straight in the text of the role data, which is sorted and small. */
#include "config.h"

#include "sandbox/role_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/role_data.h"
#include "core/util/str.h"
#include "core/util/vec.h"

struct role {
    const char *name; // "roles/run.admin", ended by a tab
    size_t name_len;
    const char *title;
    size_t title_len;
    const char *stage;
    size_t stage_len;
    const char *permissions; // "run.services:get,list ...", ended by a newline
    size_t permissions_len;
};

struct sb_roles {
    struct role *items;
    size_t n_items, cap_items;
    const char *services; // " run storage ", blanks around each
    size_t services_len;
};

static const char *cut(const char *at, char end, const char **text, size_t *len)
{
    *text = at;
    *len = strcspn(at, end == '\t' ? "\t\n" : "\n");
    at += *len;
    return *at == end ? at + 1 : at;
}

static void read_line(struct sb_roles *roles, const char *line)
{
    if (rr_str_has_prefix(line, "services\t"))
        cut(line + strlen("services"), '\n', &roles->services, &roles->services_len);
    if (!rr_str_has_prefix(line, "roles/"))
        return;
    struct role *role = rr_vec_push(roles, items);
    line = cut(line, '\t', &role->name, &role->name_len);
    line = cut(line, '\t', &role->title, &role->title_len);
    line = cut(line, '\t', &role->stage, &role->stage_len);
    cut(line, '\n', &role->permissions, &role->permissions_len);
}

struct sb_roles *sb_roles_new(void)
{
    struct sb_roles *roles = rr_xcalloc(1, sizeof *roles);
    const char *line = (const char *)rr_role_data;
    while (*line != '\0') {
        read_line(roles, line);
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return roles;
}

void sb_roles_free(struct sb_roles *roles)
{
    if (roles != NULL)
        free(roles->items);
    free(roles);
}

static const struct role *predefined(const struct sb_world *world, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < world->roles->n_items; i++) {
        const struct role *role = &world->roles->items[i];
        if (role->name_len == len && memcmp(role->name, name, len) == 0)
            return role;
    }
    return NULL;
}

/* A custom role, from the project or organisation that defines it; borrowed. */
static sb_tree *custom(const struct sb_world *world, const char *name)
{
    for (size_t i = 0; i < world->n_nodes; i++) {
        const struct sb_node *node = world->nodes[i];
        sb_tree *roles = sb_get(node->extra, "roles");
        size_t len = strlen(node->name);
        if (roles == NULL || strncmp(name, node->name, len) != 0 ||
            strncmp(name + len, "/roles/", 7) != 0)
            continue;
        return sb_get(roles, name + len + 7);
    }
    return NULL;
}

/* Is `verb` one of "get,list,..." (up to a blank or the end)? */
static bool has_verb(const char *verbs, const char *end, const char *verb)
{
    size_t len = strlen(verb);
    while (verbs < end) {
        size_t n = strcspn(verbs, ", \n");
        if (n == len && memcmp(verbs, verb, n) == 0)
            return true;
        if (verbs[n] != ',')
            return false;
        verbs += n + 1;
    }
    return false;
}

static bool role_has(const struct role *role, const char *permission)
{
    const char *dot = strrchr(permission, '.');
    if (dot == NULL)
        return false;
    size_t len = (size_t)(dot - permission);
    const char *at = role->permissions, *end = at + role->permissions_len;
    while (at < end) {
        size_t n = strcspn(at, " \n");
        if (n > len && at[len] == ':' && memcmp(at, permission, len) == 0 &&
            has_verb(at + len + 1, end, dot + 1))
            return true;
        at += n + 1;
    }
    return false;
}

bool sb_role_holds(const struct sb_world *world, const char *role, const char *permission)
{
    const struct role *found = predefined(world, role);
    if (found != NULL)
        return role_has(found, permission);
    sb_tree *own = custom(world, role);
    if (own == NULL || sb_flag(own, "deleted", false) ||
        strcmp(sb_text(own, "stage"), "DISABLED") == 0)
        return false;
    return sb_array_has(sb_get(own, "includedPermissions"), permission);
}

/* Is the first word of `name` ("run.admin", "run.services.get") a service of the data? */
static bool is_covered(const struct sb_world *world, const char *name)
{
    char word[64] = " ";
    size_t n = strcspn(name, ".");
    if (n + 3 > sizeof word)
        return false;
    memcpy(word + 1, name, n);
    const char *services = world->roles->services;
    const char *at = memmem(services, world->roles->services_len, word + 1, n);
    for (; at != NULL; at = memmem(at + 1, world->roles->services_len - (size_t)(at + 1 - services),
                                   word + 1, n)) {
        bool starts = at == services || at[-1] == ' ' || at[-1] == '\t';
        if (starts && (at[n] == ' ' || at[n] == '\n'))
            return true;
    }
    return false;
}

bool sb_role_exists(const struct sb_world *world, const char *role)
{
    if (predefined(world, role) != NULL || custom(world, role) != NULL)
        return true;
    if (!rr_str_has_prefix(role, "roles/") || role[6] == '\0' || strstr(role, "_withcond_") != NULL)
        return false;
    return strchr(role, '.') != NULL && !is_covered(world, role + strlen("roles/"));
}

bool sb_permission_exists(const struct sb_world *world, const char *permission)
{
    const char *dot = strchr(permission, '.');
    if (dot == NULL || strchr(dot + 1, '.') == NULL || strchr(permission, '*') != NULL)
        return false;
    if (!is_covered(world, permission))
        return true;
    for (size_t i = 0; i < world->roles->n_items; i++) {
        if (role_has(&world->roles->items[i], permission))
            return true;
    }
    return false;
}

static sb_tree *permissions_json(const struct role *role)
{
    sb_tree *out = json_object_new_array();
    const char *at = role->permissions, *end = at + role->permissions_len;
    while (at < end) {
        size_t word = strcspn(at, " \n"), base = strcspn(at, ":");
        const char *verb = at + base + 1, *stop = at + word;
        while (verb < stop) {
            size_t n = strcspn(verb, ", \n");
            char text[160];
            snprintf(text, sizeof text, "%.*s.%.*s", (int)base, at, (int)n, verb);
            sb_add_text(out, text);
            verb += n + 1;
        }
        at += word + 1;
    }
    return out;
}

sb_tree *sb_role_json(const struct sb_world *world, const char *name)
{
    sb_tree *own = custom(world, name);
    sb_tree *out = own != NULL ? sb_copy(own) : NULL;
    if (out != NULL)
        sb_put_text(out, "name", name);
    const struct role *role = predefined(world, name);
    if (role == NULL)
        return out;
    out = sb_object_of("name", name, NULL);
    sb_put_format(out, "title", "%.*s", (int)role->title_len, role->title);
    sb_put_format(out, "stage", "%.*s", (int)role->stage_len, role->stage);
    sb_put_text(out, "etag", "AA==");
    sb_put(out, "includedPermissions", permissions_json(role));
    return out;
}
