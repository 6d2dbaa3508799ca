/* Review: what will change, before anything is: by resource, as a diff, and in the forms that others read. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/export/command.h"
#include "core/util/clock.h"
#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/rows.h"
#include "tui/screens/review_view.h"
#include "tui/screens/screens.h"

/* ---- where things are ---- */

static struct rect list_area(const struct model *m)
{
    return review_list_area(frame_body(m));
}

static const char *text_of(const struct model *m)
{
    const char *text = m->judged.reviewed.texts[m->review.tabs.current];
    return text != NULL ? text : "";
}

static bool shows_rows(const struct model *m)
{
    return m->review.tabs.current == REVIEW_CHANGES;
}

static struct review_row row_here(const struct model *m)
{
    return review_row_at(&m->judged.reviewed, m->review.list.cursor);
}

/* ---- update ---- */

static void fit(struct model *m)
{
    struct rect area = review_text_area(frame_body(m));
    rows_set(&m->review.list, m->review.list.cursor, review_rows(&m->judged.reviewed),
             list_area(m).rows);
    pager_fit(&m->review.pager, text_of(m), area.rows, pager_cols(area));
}

/* The cursor stands on the button, so that Enter goes on; what there is to see is below it. */
static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->review = (struct review){.tabs = {.n = REVIEW_TABS}};
    review_write(m);
    fit(m);
}

static unsigned contexts(const struct model *m)
{
    unsigned out = CONTEXT_TABS | CONTEXT_COPY | CONTEXT_SAVE | CONTEXT_READ;
    if (!shows_rows(m))
        return out | CONTEXT_SCROLL | CONTEXT_NEXT;
    bool is_button = row_here(m).resource == NULL;
    return out | CONTEXT_LIST | (is_button ? CONTEXT_NEXT : CONTEXT_TICKS | CONTEXT_CHOICE);
}

static void switch_step(struct model *m, const char *step)
{
    char id[STEP_ID_BYTES]; // the step goes when it is judged anew
    snprintf(id, sizeof id, "%s", step);
    model_toggle_step(m, id);
}

/* A resource is switched off as a whole, or on where nothing of it is. */
static void switch_resource(struct model *m, const struct rr_review_resource *resource)
{
    char ids[STEPS_OFF_MAX][STEP_ID_BYTES];
    size_t n = 0;
    bool wants_off = resource->n_on > 0;
    for (size_t i = 0; i < resource->n_steps && n < STEPS_OFF_MAX; i++)
        snprintf(ids[n++], STEP_ID_BYTES, "%s", resource->steps[i].step->id);
    for (size_t i = 0; i < n; i++)
        model_set_step(m, ids[i], !wants_off);
}

static void tick(struct model *m)
{
    struct review_row row = row_here(m);
    if (row.step != NULL)
        switch_step(m, row.step->step->id);
    else if (row.resource != NULL)
        switch_resource(m, row.resource);
}

static void tick_all(struct model *m)
{
    bool wants_off = m->judged.whole.n_steps > 0;
    char ids[STEPS_OFF_MAX][STEP_ID_BYTES];
    size_t n = 0;
    for (size_t i = 0; i < m->judged.all.n_steps && n < STEPS_OFF_MAX; i++)
        snprintf(ids[n++], STEP_ID_BYTES, "%s", m->judged.all.steps[i].id);
    for (size_t i = 0; i < n; i++)
        model_set_step(m, ids[i], !wants_off);
}

/* On a step its own command, else all of the tab; the changes as a whole are what gcloud would do. */
static const char *text_to_copy(struct model *m)
{
    struct review_row row = row_here(m);
    if (!shows_rows(m))
        return text_of(m);
    if (row.step == NULL)
        return m->judged.reviewed.texts[REVIEW_GCLOUD];
    RR_BUF_AUTO command = {0};
    rr_buf_add_command(&command, &m->judged.plan, row.step->step, RR_COMMAND_DO);
    return rr_arena_str(&m->turn, rr_buf_text(&command));
}

/* A name of its own each time, so that no earlier file is in the way. */
static const char *path_to_save(struct model *m)
{
    static const char *const ends[REVIEW_TABS] = {[REVIEW_CHANGES] = "plan.json",
                                                  [REVIEW_DIFF] = "changes.diff",
                                                  [REVIEW_GCLOUD] = "gcloud.sh",
                                                  [REVIEW_TERRAFORM] = "main.tf",
                                                  [REVIEW_REQUEST] = "request.md"};
    char time[RR_TIME_TEXT];
    RR_BUF_AUTO stamp = {0};
    rr_time_format(m->wall_s * 1000, time);
    for (const char *at = time; *at != '\0' && *at != 'Z'; at++)
        if (*at >= '0' && *at <= '9')
            rr_buf_addc(&stamp, *at);
        else if (*at == 'T')
            rr_buf_addc(&stamp, '-');
    return rr_arena_printf(&m->turn, "runready-%s-%s-%s", m->judged.plan.project_id,
                           rr_buf_text(&stamp), ends[m->review.tabs.current]);
}

static void save(struct model *m, struct effects *fx)
{
    const char *text = shows_rows(m) ? rr_plan_write_json(&m->judged.plan, &m->turn) : text_of(m);
    effect_add(fx, (struct effect){.kind = FX_SAVE, .text = text, .path = path_to_save(m)});
}

static bool act_on_rows(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_TICK)
        tick(m);
    else if (action == ACTION_TICK_ALL)
        tick_all(m);
    else if (action == ACTION_CHOOSE)
        model_open(m, OVERLAY_STEP, fx);
    else
        return list_update(&m->review.list, action);
    return true;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    fit(m);
    if (tabs_update(&m->review.tabs, action)) {
        m->review.pager.top = 0;
        fit(m);
        return true;
    }
    if (action == ACTION_COPY || action == ACTION_PAGER) {
        enum effect_kind kind = action == ACTION_COPY ? FX_COPY : FX_BARE;
        effect_add(fx, (struct effect){.kind = kind, .text = text_to_copy(m)});
        return true;
    }
    if (action == ACTION_SAVE) {
        save(m, fx);
        return true;
    }
    return shows_rows(m) ? act_on_rows(m, action, fx) : pager_update(&m->review.pager, action);
}

static void press_row(struct model *m, struct effects *fx)
{
    if (row_here(m).resource == NULL)
        model_go(m, page_after(m, m->page), fx);
    else
        tick(m);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    enum { BOX_END = 8 };
    const char *names[REVIEW_TABS];
    int before = m->review.list.cursor;
    fit(m);
    review_tab_names(names);
    if (tabs_mouse(&m->review.tabs, rect_row(body, 0), names, *mouse)) {
        m->review.pager.top = 0;
        fit(m);
    } else if (!shows_rows(m)) {
        pager_mouse(&m->review.pager, review_text_area(body), *mouse);
    } else if (list_mouse(&m->review.list, list_area(m), *mouse) && mouse->kind == MOUSE_PRESS) {
        // On the row under the cursor, or on its box.
        bool is_box = row_here(m).step != NULL && mouse->col < list_area(m).col + BOX_END;
        if (is_box || before == m->review.list.cursor)
            press_row(m, fx);
    }
}

const struct screen review_screen = {
    .id = "review",
    .title = N_("Review"),
    .help =
        N_("Every change, before it is made: where, why, what could go wrong and how it is taken "
           "back. space switches a step off; what needs it goes off with it. The tabs show the "
           "same as a diff, as gcloud commands, as Terraform, and as a request to an administrator "
           "for what you may not do; y copies, s saves. Enter on Apply goes on."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = review_view,
};
