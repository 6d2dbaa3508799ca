/*
 * Deny policies of the project and of what is above it: first which there are, level by level, then each
 * by itself, since the list leaves the rules out. Asked only where the context wants depth.
 */
#include "config.h"

#include "core/observe/reads_deny.h"

#include <string.h>

#include "core/gcp/deny_policy.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

static struct rr_arena *arena_of(struct rr_gather_state *g)
{
    return &g->out->arena;
}

/* ---- which there are ---- */

static void add_level(struct rr_gather_state *g, const char *resource, const char *title)
{
    struct rr_observed *out = g->out;
    out->denies[out->n_denies++] = (struct rr_deny_level){.resource = resource, .title = title};
}

size_t rr_deny_count_lists(struct rr_gather_state *g)
{
    struct rr_observed *out = g->out;
    if (!out->context.is_deep)
        return 0;
    size_t n = 1 + out->ancestors.n;
    out->denies = rr_arena_array(arena_of(g), n + 1, sizeof *out->denies);
    g->deny_tokens = rr_arena_array(arena_of(g), n, sizeof *g->deny_tokens);
    add_level(g, rr_arena_printf(arena_of(g), "projects/%s", out->context.project),
              _("the project"));
    for (size_t i = 0; i < out->ancestors.n; i++)
        add_level(g, out->ancestors.resources[i], out->ancestors.resources[i]);
    for (size_t i = 0; i < n; i++)
        g->deny_tokens[i] = "";
    return n;
}

const char *rr_deny_list_suffix(struct rr_gather_state *g, size_t i)
{
    return g->out->denies[i].resource;
}

bool rr_deny_ask_list(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)why;
    *call = rr_deny_list(arena_of(g), g->out->denies[i].resource, g->deny_tokens[i]);
    return true;
}

struct taking {
    struct rr_gather_state *g;
    size_t i_level;
};

static void take_found(void *data, const struct rr_deny_policy *policy)
{
    struct taking *taking = data;
    *rr_vec_push(taking->g, found) = (struct rr_found_policy){taking->i_level, *policy, NULL};
}

enum rr_reading rr_deny_take_list(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    struct taking taking = {g, i};
    const char *before = g->deny_tokens[i];
    g->deny_tokens[i] = rr_deny_list_read(json, take_found, &taking, arena_of(g));
    if (*g->deny_tokens[i] == '\0')
        return RR_READING_KNOWN;
    return strcmp(before, g->deny_tokens[i]) == 0 ? RR_READING_BAD : RR_READING_ASK_AGAIN;
}

/* ---- each by itself ---- */

/* What is above the project could not be seen: there may be levels with deny policies. */
static void note_hidden_levels(struct rr_gather_state *g)
{
    if (rr_observed_has(g->out, RR_READ_ANCESTRY) || rr_observed_is_alone(g->out))
        return;
    add_level(g, "organizations/-", _("the folders and the organisation above the project"));
    const struct rr_fact *fact = rr_observed_fact(g->out, RR_READ_ANCESTRY);
    g->out->denies[g->out->n_denies - 1].is_read_error = fact->state == RR_FACT_ERROR;
}

static void fill_level(struct rr_gather_state *g, size_t i_level)
{
    const struct rr_fact *fact = &g->out->reads[RR_READ_DENY_LIST].items[i_level];
    struct rr_deny_level *level = &g->out->denies[i_level];
    struct rr_deny_policy *policies = rr_arena_array(arena_of(g), g->n_found, sizeof *policies);
    for (size_t i = 0; i < g->n_found; i++) {
        if (g->found[i].i_level != i_level)
            continue;
        g->found[i].place = &policies[level->n_policies];
        policies[level->n_policies++] = g->found[i].policy;
    }
    level->policies = policies;
    level->is_known = fact->state == RR_FACT_KNOWN;
    level->is_read_error = fact->state == RR_FACT_ERROR;
}

size_t rr_deny_count_policies(struct rr_gather_state *g)
{
    if (!g->out->context.is_deep)
        return 0;
    for (size_t i = 0; i < g->out->reads[RR_READ_DENY_LIST].n; i++)
        fill_level(g, i);
    note_hidden_levels(g);
    return g->n_found;
}

const char *rr_deny_policy_suffix(struct rr_gather_state *g, size_t i)
{
    return rr_str_after_last(g->found[i].policy.name, '/');
}

bool rr_deny_ask_policy(struct rr_gather_state *g,
                        size_t i,
                        struct rr_call *call,
                        struct rr_err *why)
{
    (void)why;
    *call = rr_deny_get(arena_of(g), g->found[i].policy.name);
    return true;
}

enum rr_reading rr_deny_take_policy(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    *g->found[i].place = rr_deny_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- boundaries ---- */

size_t rr_boundary_count(struct rr_gather_state *g)
{
    return g->out->context.is_deep ? 1 : 0;
}

bool rr_boundary_ask(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_boundary_search(arena_of(g), g->out->context.project);
    return true;
}

enum rr_reading rr_boundary_take(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->boundaries = rr_boundary_read(json, arena_of(g));
    return RR_READING_KNOWN;
}
