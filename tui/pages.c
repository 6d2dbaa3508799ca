/* The pages in the order of the way, and the overlays. */
#include "config.h"

#include "tui/model.h"
#include "tui/page.h"
#include "tui/screens/screens.h"

static const struct screen *const pages[PAGE_COUNT] = {
    [PAGE_START] = &start_screen,      [PAGE_CHECK] = &check_screen,
    [PAGE_ACCOUNT] = &account_screen,  [PAGE_ROLES] = &roles_screen,
    [PAGE_ACCESS] = &access_screen,    [PAGE_SCHEDULE] = &schedule_screen,
    [PAGE_REVIEW] = &review_screen,    [PAGE_APPLY] = &apply_screen,
    [PAGE_PROPAGATION] = &wait_screen, [PAGE_DEPLOY] = &deploy_screen,
    [PAGE_DONE] = &done_screen,
};

static const struct screen *const overlays[OVERLAY_COUNT] = {
    [OVERLAY_HELP] = &help_overlay,         [OVERLAY_KEYS] = &keys_overlay,
    [OVERLAY_THEMES] = &themes_overlay,     [OVERLAY_LANGUAGE] = &language_overlay,
    [OVERLAY_ACTIVITY] = &activity_overlay, [OVERLAY_TROUBLE] = &trouble_overlay,
    [OVERLAY_SIGN_IN] = &sign_in_overlay,   [OVERLAY_GLOSSARY] = &glossary_overlay,
    [OVERLAY_STATION] = &station_overlay,   [OVERLAY_ROLE] = &role_overlay,
    [OVERLAY_STEP] = &step_overlay,         [OVERLAY_ERROR] = &error_overlay,
    [OVERLAY_QUIT] = &quit_overlay,
};

const struct screen *page_screen(enum page_id page)
{
    return pages[page];
}

const struct screen *overlay_screen(enum overlay_id overlay)
{
    return overlays[overlay];
}

static bool is_skipped(const struct model *m, int page)
{
    return pages[page]->is_skipped != NULL && pages[page]->is_skipped(m);
}

enum page_id page_after(const struct model *m, enum page_id page)
{
    for (int next = (int)page + 1; next < PAGE_COUNT; next++)
        if (!is_skipped(m, next))
            return (enum page_id)next;
    return page;
}

enum page_id page_before(const struct model *m, enum page_id page)
{
    for (int before = (int)page - 1; before >= 0; before--)
        if (!is_skipped(m, before))
            return (enum page_id)before;
    return page;
}

/* ---- moving between them ---- */

const struct screen *model_screen(const struct model *m)
{
    return m->n_overlays > 0 ? overlays[m->overlays[m->n_overlays - 1]] : pages[m->page];
}

void model_go(struct model *m, enum page_id page, struct effects *fx)
{
    m->page = page;
    m->furthest = page > m->furthest ? page : m->furthest;
    if (pages[page]->enter != NULL)
        pages[page]->enter(m, fx);
}

void model_open(struct model *m, enum overlay_id overlay, struct effects *fx)
{
    for (size_t i = 0; i < m->n_overlays; i++)
        if (m->overlays[i] == overlay)
            return;
    if (m->n_overlays == OVERLAYS_MAX)
        m->n_overlays--;
    m->beneath[m->n_overlays].scroll = m->scroll;
    m->beneath[m->n_overlays].choice = m->choice;
    m->overlays[m->n_overlays++] = overlay;
    if (overlays[overlay]->enter != NULL)
        overlays[overlay]->enter(m, fx);
}

void model_close(struct model *m)
{
    if (m->n_overlays > 0) {
        m->n_overlays--;
        m->scroll = m->beneath[m->n_overlays].scroll;
        m->choice = m->beneath[m->n_overlays].choice;
    }
    if (m->n_overlays == 0)
        m->station = -1;
}

void model_fail(struct model *m, const struct rr_err *err, struct effects *fx)
{
    m->error = *err;
    model_open(m, OVERLAY_ERROR, fx);
}

/* ---- leaving ---- */

/* Answers and switches that are not written down anywhere. */
static bool would_lose(const struct model *m)
{
    return m->run.is_running || (m->furthest > PAGE_CHECK && m->n_changed == 0);
}

void model_end(struct model *m, struct effects *fx)
{
    m->is_ending = true;
    effect_add(fx, (struct effect){.kind = m->run.is_running ? FX_CANCEL : FX_QUIT});
}

void model_quit(struct model *m, struct effects *fx)
{
    bool is_asked = m->n_overlays > 0 && m->overlays[m->n_overlays - 1] == OVERLAY_QUIT;
    if (would_lose(m) && !is_asked)
        model_open(m, OVERLAY_QUIT, fx);
    else
        model_end(m, fx);
}
