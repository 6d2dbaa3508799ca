/* Troubleshooting: from a symptom to its causes, each with what is known of it here. */
#include "config.h"

#include <string.h>

#include "core/util/i18n.h"
#include "tui/choices.h"
#include "tui/findings.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

static const struct symptom_row symptoms[] = {
    {N_("The build has no log"), N_("The build account may not write logs."),
     N_("Grant it roles/logging.logWriter."), "BUILD-ROLE-LOG", PAGE_ROLES},
    {N_("The push to Artifact Registry failed"),
     N_("The build account may not upload to the repository, or there is none."),
     N_("Grant it roles/artifactregistry.writer on the repository."), "BUILD-ROLE-PUSH",
     PAGE_ROLES},
    {N_("The build does not start: no access to the source"),
     N_("The build account may not read the bucket with the uploaded source."),
     N_("Grant it roles/storage.objectViewer."), "BUILD-ROLE-SOURCE", PAGE_ROLES},
    {N_("The container does not listen on the port"),
     N_("Cloud Run expects 8080, or the port you name; the app listens on another, or on 127.0.0.1 "
        "only."),
     N_("Set the port on Start, and let the app listen on 0.0.0.0 and $PORT."), "", PAGE_START},
    {N_("Cloud Scheduler gets 401"),
     N_("The token passed Cloud Run; your app's own sign-in refused it, for it asks for a JWT."),
     N_("Give the Scheduler an endpoint of its own that asks for no JWT."), "", PAGE_ACCESS},
    {N_("Cloud Scheduler, or a caller, gets 403"),
     N_("The caller does not hold roles/run.invoker on the service, or its token is for another "
        "address."),
     N_("Grant the caller roles/run.invoker; the audience is the service's address."), "",
     PAGE_ACCESS},
    {N_("allUsers is refused"), N_("An organisation policy keeps allUsers out."),
     N_("Go private with OIDC, or take another road that stays open."), "ACCESS-PUBLIC",
     PAGE_ACCESS},
    {N_("iam.serviceaccounts.actAs is refused"),
     N_("Whoever deploys may not act as the account that the service runs as."),
     N_("Grant roles/iam.serviceAccountUser on that one account."), "CALLER-ACTAS", PAGE_REVIEW},
    {N_("An API has not been used before or is disabled"),
     N_("The API is off, or was switched on a moment ago."),
     N_("The plan switches it on; then wait a minute."), "API-run", PAGE_REVIEW},
};

enum { N_SYMPTOMS = sizeof symptoms / sizeof *symptoms };

const struct symptom_row *trouble_symptoms(size_t *n)
{
    *n = N_SYMPTOMS;
    return symptoms;
}

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_CHOICE;
}

/* Where it is settled; further on than the person has been, nothing is skipped. */
static void go_there(struct model *m, struct effects *fx)
{
    enum page_id page = symptoms[m->choice.cursor].page;
    model_close(m);
    model_go(m, page <= m->furthest ? page : m->furthest, fx);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_CHOOSE) {
        go_there(m, fx);
        return true;
    }
    int rows = frame_panes(frame_overlay(m)).list.rows;
    return rows_act(&m->choice, action, N_SYMPTOMS, rows);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    rows_mouse(&m->choice, mouse, frame_panes(body).list, N_SYMPTOMS);
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    const struct symptom_row *symptom = &symptoms[m->choice.cursor];
    const struct rr_finding *finding = model_finding(m, symptom->finding);
    struct pen pen = pen_begin(canvas, area);
    pen_entry(&pen, _("Cause:"), STYLE_PLAIN, _(symptom->cause));
    pen_entry(&pen, _("Remedy:"), STYLE_STRONG, _(symptom->remedy));
    if (finding != NULL) {
        struct finding_look look = finding_look(finding->state);
        pen_entry(&pen, _("Here:"), look.style, _(look.word));
    }
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    for (int i = 0; i < N_SYMPTOMS; i++) {
        struct rect row = rows_rect(&m->choice, panes.list, N_SYMPTOMS, i);
        if (rect_is_empty(row))
            continue;
        canvas_put_cut(canvas, rect_skip(row, 0, 2), STYLE_PLAIN, _(symptoms[i].title));
        if (i == m->choice.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->choice, canvas, panes.list, N_SYMPTOMS);
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

const struct screen trouble_overlay = {
    .id = "trouble",
    .title = N_("What is wrong?"),
    .help = N_("Pick the symptom: the causes that are known for it, and what was found here. Enter "
               "goes to the screen that settles it."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
