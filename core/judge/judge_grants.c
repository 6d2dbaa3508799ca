/*
 * The smallest grant for a gap, and the roles that are there without need. Nothing that is there is ever
 * proposed for removal: something else may rely on it. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/judge/derive.h"
#include "core/judge/levels.h"
#include "core/policy/grant.h"
#include "core/policy/power.h"
#include "core/util/i18n.h"

enum { NEEDED_MAX = 32 };

/* Permissions, each once. */
struct permissions {
    const char *items[NEEDED_MAX];
    size_t n;
};

static bool contains(const struct permissions *permissions, const char *permission)
{
    for (size_t i = 0; i < permissions->n; i++)
        if (strcmp(permissions->items[i], permission) == 0)
            return true;
    return false;
}

static void add_row(struct permissions *permissions, const struct rr_role_row *row)
{
    for (size_t i = 0; i < row->n_needs; i++) {
        const struct rr_need_def *def = rr_need_def(row->needs[i]);
        for (size_t k = 0; k < def->n_permissions; k++)
            if (permissions->n < NEEDED_MAX && !contains(permissions, def->permissions[k]))
                permissions->items[permissions->n++] = def->permissions[k];
    }
}

/* ---- what would close a gap ---- */

/* Needs of several places meet on the project only. */
static enum rr_need_place place_of(const struct rr_role_row *row)
{
    return row->n_needs == 1 ? rr_need_def(row->needs[0])->place : RR_PLACE_PROJECT;
}

static void tell_smallest(struct rr_judge *judge,
                          struct rr_finding *finding,
                          const struct rr_candidate *smallest)
{
    if (strcmp(smallest->role, finding->role) != 0)
        rr_judge_evidence(judge, finding, _("the smallest role that gives it: %s on %s"),
                          smallest->role, smallest->level->title);
}

void rr_judge_choices(struct rr_judge *judge,
                      struct rr_finding *finding,
                      const struct rr_role_row *row)
{
    struct permissions needed = {.n = 0};
    add_row(&needed, row);
    const struct rr_standing *standing = rr_judge_standing(judge, place_of(row));
    struct rr_candidates found =
        rr_grant_candidates(standing, needed.items, needed.n, judge->arena);
    struct rr_role_choice *choices = rr_arena_array(judge->arena, found.n, sizeof *choices);
    for (size_t i = 0; i < found.n; i++)
        choices[i] = (struct rr_role_choice){
            .role = rr_arena_str(judge->arena, found.items[i].role),
            .resource = found.items[i].level->resource,
            .n_permissions = found.items[i].n_gained,
            .weight = found.items[i].weight,
        };
    finding->choices = choices;
    finding->n_choices = found.n;
    if (found.n > 0)
        tell_smallest(judge, finding, &found.items[0]);
}

/* ---- what is there without need ---- */

/* What a role lets its holder do beyond what is needed: the worst kind of it, and whether it is needed at all. */
struct excess {
    struct rr_judge *judge;
    const struct permissions *needed;
    const char *resource;
    bool is_needed;
    enum rr_power worst;
    const char **worst_permissions;
    size_t n_worst;
};

static bool take_permission(void *data, const char *permission)
{
    struct excess *excess = data;
    if (!rr_grant_applies(excess->resource, permission))
        return true;
    if (contains(excess->needed, permission)) {
        excess->is_needed = true;
        return true;
    }
    enum rr_power power = rr_power_of(permission);
    if (power < excess->worst)
        excess->n_worst = 0;
    if (power > excess->worst)
        return true;
    excess->worst = power;
    excess->worst_permissions[excess->n_worst++] = rr_arena_str(excess->judge->arena, permission);
    return true;
}

static void tell_excess(struct rr_judge *judge,
                        struct rr_finding *finding,
                        const struct excess *excess,
                        const struct rr_held_role *held)
{
    const struct rr_power_set set = {excess->worst, excess->worst_permissions, excess->n_worst};
    const char *text = rr_power_text(&set, held->level->resource, judge->arena);
    if (excess->is_needed)
        rr_judge_evidence(judge, finding, _("%s on %s gives more than the build needs: %s"),
                          held->role, held->level->title, text);
    else
        rr_judge_evidence(judge, finding, _("%s on %s gives nothing that the build needs: %s"),
                          held->role, held->level->title, text);
}

enum { ROLE_PERMISSIONS_MAX = 2048 };

static void look_at_held(struct rr_judge *judge,
                         struct rr_finding *finding,
                         const struct permissions *needed,
                         const struct rr_held_role *held)
{
    struct excess excess = {.judge = judge,
                            .needed = needed,
                            .resource = held->level->resource,
                            .worst = RR_POWER_COUNT,
                            .worst_permissions =
                                rr_arena_array(judge->arena, ROLE_PERMISSIONS_MAX, sizeof(char *))};
    rr_role_each_permission(judge->observed->roles, held->role, take_permission, &excess);
    // What is needed and a little more beside is how roles are; what opens other doors is worth a word.
    bool is_worth_it = excess.is_needed ? excess.worst <= RR_POWER_POLICY : excess.n_worst > 0;
    if (is_worth_it)
        tell_excess(judge, finding, &excess, held);
}

void rr_judge_extra(struct rr_judge *judge)
{
    struct permissions needed = {.n = 0};
    size_t n_rows = 0;
    const struct rr_role_row *rows = rr_preset_rows(judge->context->preset, &n_rows);
    for (size_t i = 0; i < n_rows; i++)
        add_row(&needed, &rows[i]);
    struct rr_finding *finding =
        rr_judge_add(judge, "BUILD-EXTRA-ROLES", RR_STATION_BUILD, RR_FINDING_WARNING);
    finding->title = _("Roles beyond what the build needs");
    finding->why = _("Nothing is wrong, and nothing is taken away: something else may rely on "
                     "them. Who builds could use them too.");
    finding->member = judge->build_member;
    finding->is_required = false;
    size_t n = 0;
    const struct rr_held_role *held =
        rr_grant_held(rr_judge_standing(judge, RR_PLACE_PROJECT), &n, judge->arena);
    for (size_t i = 0; i < n; i++)
        look_at_held(judge, finding, &needed, &held[i]);
    if (finding->n_evidence == 0)
        judge->n_items--; // there are none
}
