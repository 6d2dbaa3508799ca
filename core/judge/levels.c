/*
 * From what was read to the chain of allow policies that count for one place. Pure.
 */
#include "config.h"

#include "core/judge/levels.h"

#include "core/util/i18n.h"
#include "core/util/str.h"

struct builder {
    const struct rr_observed *observed;
    struct rr_arena *arena;
    struct rr_levels levels;
};

static void add_level(struct builder *b,
                      enum rr_level_kind kind,
                      const char *resource,
                      const char *title,
                      const struct rr_fact *fact,
                      const struct rr_policy *policy)
{
    b->levels.items[b->levels.n++] =
        (struct rr_level){.kind = kind,
                          .resource = rr_arena_str(b->arena, resource),
                          .title = title,
                          .policy = fact->state == RR_FACT_KNOWN ? policy : NULL,
                          .is_absent = fact->state == RR_FACT_ABSENT,
                          .is_read_error = fact->state == RR_FACT_ERROR};
}

/* The policy of the place itself. */
static void add_place(struct builder *b, enum rr_need_place place)
{
    const struct rr_observed *observed = b->observed;
    const struct rr_context *context = &observed->context;
    const char *name = rr_place_name(observed, place, b->arena);
    switch (place) {
    case RR_PLACE_PROJECT:
    case RR_PLACE_COUNT:
        return;
    case RR_PLACE_REPOSITORY:
        add_level(b, RR_LEVEL_RESOURCE, name,
                  rr_arena_printf(b->arena, _("repository %s"), rr_context_repository(context)),
                  rr_observed_fact(observed, RR_READ_REPOSITORY_POLICY),
                  &observed->repository_policy);
        return;
    case RR_PLACE_BUCKET:
        add_level(b, RR_LEVEL_RESOURCE, name,
                  rr_arena_printf(b->arena, _("bucket %s"), rr_observed_bucket(observed, b->arena)),
                  rr_observed_fact(observed, RR_READ_BUCKET_POLICY), &observed->bucket_policy);
        b->levels.items[b->levels.n - 1].is_bucket = true;
        return;
    case RR_PLACE_RUNTIME:
        add_level(b, RR_LEVEL_RESOURCE, name,
                  rr_arena_printf(b->arena, _("account %s"), rr_observed_runtime_account(observed)),
                  rr_observed_fact(observed, RR_READ_RUNTIME_POLICY), &observed->runtime_policy);
        return;
    case RR_PLACE_SERVICE:
        if (*context->service == '\0')
            return;
        add_level(b, RR_LEVEL_RESOURCE, name,
                  rr_arena_printf(b->arena,
                                  rr_context_is_job(context) ? _("job %s") : _("service %s"),
                                  context->service),
                  rr_observed_fact(observed, RR_READ_SERVICE_POLICY), &observed->service_policy);
        return;
    }
}

const char *
rr_place_name(const struct rr_observed *observed, enum rr_need_place place, struct rr_arena *arena)
{
    const struct rr_context *context = &observed->context;
    switch (place) {
    case RR_PLACE_PROJECT:
    case RR_PLACE_COUNT:
        break;
    case RR_PLACE_REPOSITORY:
        return rr_arena_printf(arena, "projects/%s/locations/%s/repositories/%s", context->project,
                               context->region, rr_context_repository(context));
    case RR_PLACE_BUCKET:
        return rr_arena_printf(arena, "projects/_/buckets/%s", rr_observed_bucket(observed, arena));
    case RR_PLACE_RUNTIME:
        return rr_arena_printf(arena, "projects/%s/serviceAccounts/%s", context->project,
                               rr_observed_runtime_account(observed));
    case RR_PLACE_SERVICE:
        return rr_observed_target(observed, arena);
    }
    return rr_arena_printf(arena, "projects/%s", context->project);
}

static void add_ancestors(struct builder *b)
{
    const struct rr_observed *observed = b->observed;
    if (rr_observed_is_alone(observed))
        return;
    if (!rr_observed_has(observed, RR_READ_ANCESTRY)) {
        const char *title = _("the folders and the organisation above the project");
        add_level(b, RR_LEVEL_ORGANIZATION, "organizations/-", title,
                  rr_observed_fact(observed, RR_READ_ANCESTRY), NULL);
        return;
    }
    for (size_t i = 0; i < observed->ancestors.n; i++) {
        const char *name = observed->ancestors.resources[i];
        bool is_folder = rr_str_has_prefix(name, "folders/");
        add_level(b, is_folder ? RR_LEVEL_FOLDER : RR_LEVEL_ORGANIZATION, name, name,
                  &observed->reads[RR_READ_ANCESTOR_POLICY].items[i],
                  &observed->ancestor_policies[i]);
    }
}

struct rr_levels
rr_levels_for(const struct rr_observed *observed, enum rr_need_place place, struct rr_arena *arena)
{
    struct builder b = {.observed = observed, .arena = arena};
    b.levels.items = rr_arena_array(arena, observed->ancestors.n + 3, sizeof *b.levels.items);
    add_place(&b, place);
    add_level(&b, RR_LEVEL_PROJECT,
              rr_arena_printf(arena, "projects/%s", observed->context.project), _("the project"),
              rr_observed_fact(observed, RR_READ_PROJECT_POLICY), &observed->project_policy);
    add_ancestors(&b);
    return b.levels;
}

const struct rr_standing *rr_standing_at(const struct rr_observed *observed,
                                         enum rr_need_place place,
                                         const char *member,
                                         struct rr_arena *arena)
{
    struct rr_levels levels = rr_levels_for(observed, place, arena);
    const struct rr_question question = {.member = rr_arena_str(arena, member),
                                         .levels = levels.items,
                                         .n_levels = levels.n,
                                         .roles = observed->roles,
                                         .live = observed->roles_read,
                                         .n_live = observed->n_roles_read,
                                         .now_s = observed->made_at_s,
                                         .denies = observed->denies,
                                         .n_denies = observed->n_denies};
    return rr_standing_make(&question, arena);
}
