/* The presets compared, from the same rows that the check and the plan are made of. Pure. */
#include "config.h"

#include "core/judge/needs.h"
#include "core/util/i18n.h"
#include "runready/finding.h"
#include "runready/plan.h"
#include "runready/preset.h"

static const char *const summaries[RR_PRESET_COUNT] = {
    [RR_PRESET_GUIDE] = N_("the six roles of the guide: for builds that also deploy"),
    [RR_PRESET_MINIMAL] = N_("what Google asks of an account that builds: one role"),
    [RR_PRESET_SCOPED] = N_("each role on the smallest thing it works on"),
};

static const char *const ability_titles[RR_NEED_COUNT] = {
    [RR_NEED_LOG] = N_("write the build log"),
    [RR_NEED_PUSH] = N_("push the built image"),
    [RR_NEED_SOURCE_READ] = N_("read the uploaded source"),
    [RR_NEED_OBJECT_WRITE] = N_("store build results in a bucket"),
    [RR_NEED_RUN_DEPLOY] = N_("deploy by itself, without you"),
    [RR_NEED_ACT_AS] = N_("act as the account that the service runs as"),
};

static bool asks_for(const struct rr_role_row *row, enum rr_need need)
{
    for (size_t i = 0; i < row->n_needs; i++)
        if (row->needs[i] == need)
            return true;
    return false;
}

static enum rr_reach reach_of(enum rr_preset preset, enum rr_need need)
{
    size_t n = 0;
    const struct rr_role_row *rows = rr_preset_rows(preset, &n);
    for (size_t i = 0; i < n; i++)
        if (asks_for(&rows[i], need))
            return rows[i].grant == RR_STEP_GRANT_PROJECT_ROLE ? RR_REACH_PROJECT : RR_REACH_ONE;
    return RR_REACH_NONE;
}

static void fill_abilities(struct rr_presets *presets, struct rr_arena *arena)
{
    struct rr_preset_ability *abilities = rr_arena_array(arena, RR_NEED_COUNT, sizeof *abilities);
    for (int need = 0; need < RR_NEED_COUNT; need++) {
        if (ability_titles[need] == NULL)
            continue;
        struct rr_preset_ability *ability = &abilities[presets->n_abilities++];
        ability->title = _(ability_titles[need]);
        for (int preset = 0; preset < RR_PRESET_COUNT; preset++)
            ability->reach[preset] = reach_of((enum rr_preset)preset, (enum rr_need)need);
    }
    presets->abilities = abilities;
}

/* "minimal, scoped": the others whose reach is less, or more. */
static const char *others_with(const struct rr_preset_ability *ability,
                               enum rr_preset mine,
                               bool less,
                               struct rr_arena *arena)
{
    const char *names = "";
    for (int preset = 0; preset < RR_PRESET_COUNT; preset++) {
        bool is_meant = less ? ability->reach[preset] < ability->reach[mine]
                             : ability->reach[preset] > ability->reach[mine];
        if (is_meant)
            names = rr_arena_printf(arena, "%s%s%s", names, *names != '\0' ? ", " : "",
                                    rr_preset_word((enum rr_preset)preset));
    }
    return names;
}

static const char *reach_words(enum rr_reach reach)
{
    switch (reach) {
    case RR_REACH_PROJECT:
        return _("on the whole project");
    case RR_REACH_ONE:
        return _("on one resource only");
    case RR_REACH_NONE:
        break;
    }
    return _("not at all");
}

struct lines {
    const char **items;
    size_t n;
};

/* `less`: what the others lack against this preset; else what they have beyond it. */
static struct lines compare_with(const struct rr_presets *presets,
                                 enum rr_preset mine,
                                 bool less,
                                 struct rr_arena *arena)
{
    struct lines lines = {.items =
                              rr_arena_array(arena, presets->n_abilities, sizeof *lines.items)};
    for (size_t i = 0; i < presets->n_abilities; i++) {
        const struct rr_preset_ability *ability = &presets->abilities[i];
        const char *others = others_with(ability, mine, less, arena);
        if (*others == '\0')
            continue;
        lines.items[lines.n++] =
            rr_arena_printf(arena, less ? _("%s: %s (more than %s)") : _("%s: %s (less than %s)"),
                            ability->title, reach_words(ability->reach[mine]), others);
    }
    return lines;
}

static bool is_build_grant(const struct rr_step *step)
{
    return step->kind == RR_STEP_GRANT_PROJECT_ROLE ||
           step->kind == RR_STEP_GRANT_REPOSITORY_ROLE || step->kind == RR_STEP_GRANT_ACCOUNT_ROLE;
}

/* The plan's grants to the build account, and what they newly let it do. */
static void fill_grants(struct rr_preset_view *view,
                        const struct rr_context *context,
                        const struct rr_observed *observed,
                        struct rr_arena *arena)
{
    struct rr_findings findings = rr_judge(context, observed, arena);
    struct rr_plan plan = rr_plan_make(context, observed, &findings, arena);
    struct rr_step *steps = rr_arena_array(arena, plan.n_steps, sizeof *steps);
    for (size_t i = 0; i < plan.n_steps; i++)
        if (is_build_grant(&plan.steps[i]))
            steps[view->n_grants++] = plan.steps[i];
    plan.steps = steps;
    plan.n_steps = view->n_grants;
    view->powers = rr_plan_power(&plan, observed, arena);
}

struct rr_presets rr_presets_compare(const struct rr_context *context,
                                     const struct rr_observed *observed,
                                     struct rr_arena *arena)
{
    struct rr_presets presets = {0};
    fill_abilities(&presets, arena);
    for (int i = 0; i < RR_PRESET_COUNT; i++) {
        enum rr_preset preset = (enum rr_preset)i;
        struct rr_preset_view *view = &presets.views[i];
        struct rr_context with_it = *context;
        with_it.preset = preset;
        struct lines gains = compare_with(&presets, preset, true, arena);
        struct lines gives_up = compare_with(&presets, preset, false, arena);
        *view = (struct rr_preset_view){.summary = _(summaries[i]),
                                        .gains = gains.items,
                                        .n_gains = gains.n,
                                        .gives_up = gives_up.items,
                                        .n_gives_up = gives_up.n};
        fill_grants(view, &with_it, observed, arena);
    }
    return presets;
}
