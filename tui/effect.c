/* The list of effects of one update. */
#include "config.h"

#include "tui/effect.h"

#include <assert.h>

void effect_add(struct effects *effects, struct effect effect)
{
    assert(effects->n < EFFECTS_MAX);
    effects->items[effects->n++] = effect;
}
