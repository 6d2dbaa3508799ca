/* Before and after of a resource, line by line. Pure. */
#include "config.h"

#include <string.h>

#include "core/observe/observed.h"
#include "core/plan/review.h"
#include "core/plan/step.h"
#include "core/policy/member.h"
#include "core/policy/policy.h"
#include "core/policy/schedule.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

struct lines {
    struct rr_review_line *items;
    size_t n, cap;
    struct rr_arena *arena;
};

static void add(struct lines *lines, struct rr_review_line line)
{
    if (lines->n == lines->cap) {
        size_t cap = lines->cap > 0 ? lines->cap * 2 : 16;
        struct rr_review_line *items = rr_arena_array(lines->arena, cap, sizeof *items);
        if (lines->n > 0)
            memcpy(items, lines->items, lines->n * sizeof *items);
        lines->items = items;
        lines->cap = cap;
    }
    if (line.condition == NULL)
        line.condition = "";
    lines->items[lines->n++] = line;
}

/* ---- policies ---- */

static const char *condition_of(const struct rr_step_binding *binding)
{
    return *binding->condition_title != '\0' ? binding->condition_title
                                             : binding->condition_expression;
}

/* Was the role of step `i` told already, with an earlier step of the same resource? */
static bool is_told(const struct rr_review_resource *resource, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (resource->steps[k].state == RR_REVIEW_ON &&
            strcmp(resource->steps[k].step->role, resource->steps[i].step->role) == 0)
            return true;
    return false;
}

static bool
is_taken_back(const struct rr_step *step, const struct rr_step_binding *binding, size_t m)
{
    return step->is_undo && *binding->condition_expression == '\0' &&
           rr_member_eq(binding->members[m], step->member);
}

static void add_binding(struct lines *lines, const struct rr_step *step, size_t k)
{
    const struct rr_step_binding *binding = &step->before[k];
    for (size_t m = 0; m < binding->n_members; m++)
        if (!is_taken_back(step, binding, m))
            add(lines, (struct rr_review_line){.mark = RR_REVIEW_SAME,
                                               .key = step->role,
                                               .value = binding->members[m],
                                               .condition = condition_of(binding)});
}

static void add_grant(struct lines *lines, const struct rr_review_resource *resource, size_t i)
{
    const struct rr_step *step = resource->steps[i].step;
    for (size_t k = 0; k < step->n_before && !is_told(resource, i); k++)
        add_binding(lines, step, k);
    add(lines, (struct rr_review_line){.mark = step->is_undo ? RR_REVIEW_REMOVED : RR_REVIEW_ADDED,
                                       .key = step->role,
                                       .value = step->member});
}

static bool touches(const struct rr_review_resource *resource, const char *role)
{
    for (size_t i = 0; i < resource->n_steps; i++)
        if (resource->steps[i].state == RR_REVIEW_ON &&
            strcmp(resource->steps[i].step->role, role) == 0)
            return true;
    return false;
}

static void count_untouched(struct rr_review_resource *resource,
                            const struct rr_observed *observed,
                            enum rr_step_kind kind)
{
    const struct rr_policy *policy = observed != NULL ? rr_step_policy(observed, kind) : NULL;
    resource->has_policy = true;
    if (policy == NULL)
        return;
    resource->is_counted = true;
    resource->n_untouched = 0;
    for (size_t i = 0; i < policy->n_bindings; i++)
        resource->n_untouched += !touches(resource, policy->bindings[i].role);
}

/* ---- everything else ---- */

static void add_state(struct lines *lines, const char *key, const char *before, const char *after)
{
    if (*before != '\0')
        add(lines, (struct rr_review_line){.mark = RR_REVIEW_REMOVED, .key = key, .value = before});
    if (*after != '\0')
        add(lines, (struct rr_review_line){.mark = RR_REVIEW_ADDED, .key = key, .value = after});
}

struct change {
    const char *key;
    const char *before;
    const char *after;
};

/* Backwards for a step that takes back. */
static void add_change(struct lines *lines, const struct rr_step *step, struct change change)
{
    if (step->is_undo)
        add_state(lines, change.key, change.after, change.before);
    else
        add_state(lines, change.key, change.before, change.after);
}

static void add_schedule(struct lines *lines, const struct rr_step *step)
{
    for (int i = 0; step->schedule != NULL && i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        const char *after = rr_schedule_text(step->schedule, field);
        bool is_written = step->kind == RR_STEP_CREATE_SCHEDULE || (step->fields >> i & 1) != 0;
        if (!is_written || *after == '\0')
            continue;
        const char *before =
            step->schedule_before != NULL ? rr_schedule_text(step->schedule_before, field) : "";
        add_change(lines, step, (struct change){rr_schedule_title(field), before, after});
    }
}

static const char *command_text(const struct rr_step *step, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (size_t i = 0; i < step->n_command; i++) {
        rr_buf_add(&out, i > 0 ? " " : "");
        rr_buf_add_shell(&out, step->command[i]);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}

static void add_step(struct lines *lines, const struct rr_review_resource *resource, size_t i)
{
    const struct rr_step *step = resource->steps[i].step;
    switch (step->kind) {
    case RR_STEP_ENABLE_SERVICES:
        for (size_t k = 0; k < step->n_services; k++)
            add_change(lines, step, (struct change){step->services[k], _("off"), _("on")});
        break;
    case RR_STEP_CREATE_REPOSITORY:
        add_change(lines, step, (struct change){_("format"), "", "DOCKER"});
        break;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        add_change(lines, step,
                   (struct change){_("account"), "", rr_str_after_last(step->resource, '/')});
        break;
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        add_grant(lines, resource, i);
        break;
    case RR_STEP_DEPLOY:
        add_change(lines, step,
                   (struct change){_("command"), "", command_text(step, lines->arena)});
        break;
    case RR_STEP_ENABLE_IAP:
        add_change(lines, step, (struct change){"Identity-Aware Proxy", _("off"), _("on")});
        break;
    case RR_STEP_DISABLE_INVOKER_CHECK:
        add_change(lines, step, (struct change){_("invoker check"), _("on"), _("off")});
        break;
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        add_schedule(lines, step);
        break;
    case RR_STEP_KIND_COUNT:
        break;
    }
}

void rr_review_add_change(struct rr_review_resource *resource,
                          const struct rr_observed *observed,
                          struct rr_arena *arena)
{
    struct lines lines = {.arena = arena};
    for (size_t i = 0; i < resource->n_steps; i++) {
        const struct rr_step *step = resource->steps[i].step;
        if (resource->steps[i].state != RR_REVIEW_ON)
            continue;
        add_step(&lines, resource, i);
        if (rr_step_is_grant(step))
            count_untouched(resource, observed, step->kind);
    }
    resource->lines = lines.items;
    resource->n_lines = lines.n;
}
