/*
 * The presets side by side: what each lets a build do, how far that reaches, and what it gives up or
 * gains against the others. For people who choose one.
 */
#ifndef RUNREADY_PRESET_H
#define RUNREADY_PRESET_H

#include "runready/arena.h"
#include "runready/context.h"
#include "runready/observed.h"
#include "runready/power.h"

/* How far the role that a preset grants for something reaches. */
enum rr_reach { RR_REACH_NONE, RR_REACH_ONE, RR_REACH_PROJECT };

/* One thing a build may have to do. */
struct rr_preset_ability {
    const char *title;                    // for people: "Push the built image"
    enum rr_reach reach[RR_PRESET_COUNT]; // NONE: this preset does not ask for it
};

/* Texts are never NULL and live in the arena. */
struct rr_preset_view {
    const char *summary;      // for people: what it is for
    const char *const *gains; // lines: what it lets a build do and some other does not
    size_t n_gains;
    const char *const *gives_up; // lines: what some other lets a build do and it does not
    size_t n_gives_up;
    size_t n_grants;         // that it would make now
    struct rr_powers powers; // what these would newly let the build account do
};

struct rr_presets {
    const struct rr_preset_ability *abilities;
    size_t n_abilities;
    struct rr_preset_view views[RR_PRESET_COUNT];
};

/* Compares the presets for what was observed; the context's own preset does not matter. Pure. Results live in `arena`. */
RR_API struct rr_presets rr_presets_compare(const struct rr_context *context,
                                            const struct rr_observed *observed,
                                            struct rr_arena *arena);

/* The comparison as text for people. Lives in `arena`. */
RR_API const char *
rr_presets_text(const struct rr_presets *presets, enum rr_preset chosen, struct rr_arena *arena);

#endif
