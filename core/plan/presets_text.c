/* The comparison of presets, and what grants let somebody do, in words for people. Pure. */
#include "config.h"

#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "runready/plan.h"
#include "runready/preset.h"

enum { TITLE_COLUMNS = 46, CELL_COLUMNS = 14, PAGE_COLUMNS = 80 };

static const char *reach_cell(enum rr_reach reach)
{
    switch (reach) {
    case RR_REACH_PROJECT:
        return _("project");
    case RR_REACH_ONE:
        return _("one resource");
    case RR_REACH_NONE:
        break;
    }
    return "-";
}

static void add_head(struct rr_buf *out, enum rr_preset chosen)
{
    rr_buf_add(out, "  ");
    rr_buf_add_padded(out, "", TITLE_COLUMNS);
    for (int i = 0; i < RR_PRESET_COUNT; i++) {
        RR_BUF_AUTO cell = {0};
        rr_buf_printf(&cell, "%s%s", rr_preset_word((enum rr_preset)i),
                      i == (int)chosen ? "*" : "");
        rr_buf_add_padded(out, rr_buf_text(&cell), i + 1 < RR_PRESET_COUNT ? CELL_COLUMNS : 0);
    }
    rr_buf_addc(out, '\n');
}

static void add_ability(struct rr_buf *out, const struct rr_preset_ability *ability)
{
    rr_buf_add(out, "  ");
    rr_buf_add_padded(out, ability->title, TITLE_COLUMNS);
    for (int i = 0; i < RR_PRESET_COUNT; i++)
        rr_buf_add_padded(out, reach_cell(ability->reach[i]),
                          i + 1 < RR_PRESET_COUNT ? CELL_COLUMNS : 0);
    rr_buf_addc(out, '\n');
}

static void add_grants(struct rr_buf *out, const struct rr_presets *presets)
{
    rr_buf_add(out, "  ");
    rr_buf_add_padded(out, _("grants to be made now"), TITLE_COLUMNS);
    for (int i = 0; i < RR_PRESET_COUNT; i++) {
        RR_BUF_AUTO cell = {0};
        rr_buf_printf(&cell, "%zu", presets->views[i].n_grants);
        rr_buf_add_padded(out, rr_buf_text(&cell), i + 1 < RR_PRESET_COUNT ? CELL_COLUMNS : 0);
    }
    rr_buf_addc(out, '\n');
}

static void add_line(struct rr_buf *out, const char *label, const char *text)
{
    RR_BUF_AUTO line = {0};
    rr_buf_add(&line, label);
    rr_buf_add_visible(&line, text);
    rr_buf_add_wrapped(out, rr_buf_text(&line), "     ", PAGE_COLUMNS);
}

/* The table says what is gained and given up already; what is worst should not be missed. */
static void add_worst(struct rr_buf *out, const struct rr_preset_view *view)
{
    for (size_t i = 0; i < view->powers.n_items; i++) {
        const struct rr_power_gain *gain = &view->powers.items[i];
        for (size_t k = 0; k < gain->n_lines && gain->lines[k].power <= RR_POWER_DELETE; k++)
            add_line(out, "! ", gain->lines[k].text);
    }
}

static void add_view(struct rr_buf *out, const struct rr_presets *presets, enum rr_preset preset)
{
    const struct rr_preset_view *view = &presets->views[preset];
    rr_buf_printf(out, "\n  %s: %s\n", rr_preset_word(preset), view->summary);
    add_worst(out, view);
}

const char *
rr_presets_text(const struct rr_presets *presets, enum rr_preset chosen, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    rr_buf_add(&out,
               _("\nThe presets compared: what a build may do, and how far that reaches\n\n"));
    add_head(&out, chosen);
    for (size_t i = 0; i < presets->n_abilities; i++)
        add_ability(&out, &presets->abilities[i]);
    add_grants(&out, presets);
    for (int i = 0; i < RR_PRESET_COUNT; i++)
        add_view(&out, presets, (enum rr_preset)i);
    return rr_arena_str(arena, rr_buf_text(&out));
}

static void add_gain(struct rr_buf *out, const struct rr_power_gain *gain)
{
    rr_buf_add(out, "  ");
    rr_buf_add_visible(out, gain->member);
    rr_buf_add(out, "\n");
    for (size_t i = 0; i < gain->n_lines; i++)
        add_line(out, gain->lines[i].power <= RR_POWER_DELETE ? "! " : "- ", gain->lines[i].text);
    for (size_t i = 0; i < gain->n_unknown_roles; i++)
        add_line(out, _("? what this role permits is not known: "), gain->unknown_roles[i]);
}

const char *rr_powers_text(const struct rr_powers *powers, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    bool is_told = false;
    for (size_t i = 0; i < powers->n_items; i++) {
        const struct rr_power_gain *gain = &powers->items[i];
        if (gain->n_lines == 0 && gain->n_unknown_roles == 0)
            continue;
        if (!is_told)
            rr_buf_add(&out, _("\nWhat the grants would newly allow, worst first\n"));
        is_told = true;
        add_gain(&out, gain);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}
