/* The texts of the Review page: its rows, the diff, and the plan in other forms. */
#include "config.h"

#include <string.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "runready/export.h"
#include "tui/model.h"

int review_rows(const struct reviewed *reviewed)
{
    int n = 1;
    for (size_t i = 0; i < reviewed->value.n_resources; i++)
        n += 1 + (int)reviewed->value.resources[i].n_steps;
    return n;
}

struct review_row review_row_at(const struct reviewed *reviewed, int i)
{
    for (size_t k = 0; i > 0 && k < reviewed->value.n_resources; k++) {
        const struct rr_review_resource *resource = &reviewed->value.resources[k];
        int n = 1 + (int)resource->n_steps;
        if (i <= n)
            return (struct review_row){resource, i == 1 ? NULL : &resource->steps[i - 2]};
        i -= n;
    }
    return (struct review_row){0};
}

bool review_is_member(const struct rr_review_line *line)
{
    return strstr(line->key, "roles/") != NULL;
}

static void add_line(struct rr_buf *out, const struct rr_review_line *line, bool is_first_of_key)
{
    static const char signs[] = {
        [RR_REVIEW_SAME] = ' ', [RR_REVIEW_ADDED] = '+', [RR_REVIEW_REMOVED] = '-'};
    if (!review_is_member(line)) {
        rr_buf_printf(out, "%c %s: %s\n", signs[line->mark], line->key, line->value);
        return;
    }
    if (is_first_of_key)
        rr_buf_printf(out, "  %s\n", line->key);
    rr_buf_printf(out, "%c   %s\n", signs[line->mark], line->value);
    if (*line->condition != '\0')
        rr_buf_printf(out, _("      only if: %s\n"), line->condition);
}

const char *review_change_text(const struct rr_review_resource *resource, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (size_t i = 0; i < resource->n_lines; i++) {
        bool is_first = i == 0 || strcmp(resource->lines[i - 1].key, resource->lines[i].key) != 0;
        add_line(&out, &resource->lines[i], is_first);
    }
    if (resource->is_counted && resource->n_lines > 0)
        rr_buf_printf(&out, _("  %zu other bindings stay untouched.\n"), resource->n_untouched);
    else if (resource->has_policy && resource->n_lines > 0)
        rr_buf_add(&out, _("  What else is in this policy stays untouched.\n"));
    return rr_arena_str(arena, rr_buf_text(&out));
}

static const char *diff_text(const struct rr_review *review, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (size_t i = 0; i < review->n_resources; i++) {
        const struct rr_review_resource *resource = &review->resources[i];
        if (resource->n_lines > 0)
            rr_buf_printf(&out, "%s@ %s\n%s", out.len > 0 ? "\n" : "", resource->title,
                          review_change_text(resource, arena));
    }
    return out.len > 0 ? rr_arena_str(arena, rr_buf_text(&out)) : _("Nothing to change.");
}

void review_write(struct model *m)
{
    struct judged *judged = &m->judged;
    struct reviewed *out = &judged->reviewed;
    const char *off[STEPS_OFF_MAX];
    for (size_t i = 0; i < m->off.n; i++)
        off[i] = m->off.ids[i];
    const struct rr_review_wish wish = {
        .all = &judged->all, .observed = m->observed, .off = off, .n_off = m->off.n};
    out->value = rr_review_make(&wish, &judged->arena);
    out->powers = rr_plan_power(&judged->whole, m->observed, &judged->arena);
    out->texts[REVIEW_CHANGES] = "";
    out->texts[REVIEW_DIFF] = diff_text(&out->value, &judged->arena);
    out->texts[REVIEW_GCLOUD] = rr_plan_gcloud(&judged->whole, &judged->arena);
    out->texts[REVIEW_TERRAFORM] = rr_plan_terraform(&judged->whole, &judged->arena);
    // About all steps: what one may not do is what one switches off.
    out->texts[REVIEW_REQUEST] = rr_plan_request(&judged->all, m->observed, &judged->arena);
}
