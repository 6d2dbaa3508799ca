/* Glossary: the technical nouns, in exact terms and in plain words. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/choices.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

static const struct term_row terms[] = {
    {"service account",
     N_("An identity for programs. Builds, services and schedulers act as one; it holds roles like "
        "a person does."),
     N_("A robot user: it works for you in the cloud and needs rights of its own.")},
    {"role",
     N_("A named set of permissions, such as roles/run.admin. It is granted to a member on a "
        "resource."),
     N_("A bundle of rights with a name.")},
    {"permission",
     N_("One thing that may be done, such as run.services.create. Google checks permissions, never "
        "role names."),
     N_("One single right.")},
    {"policy (IAM)",
     N_("The list on a resource that says which member holds which role. Policies of folders and "
        "the "
        "organisation count for what lies below."),
     N_("The guest list of a resource.")},
    {"binding", N_("One entry of a policy: a role, its members, and perhaps a condition."),
     N_("One line of the guest list.")},
    {"organisation policy",
     N_("A rule of the organisation that limits what may be configured at all, such as who may be "
        "let "
        "in. It wins over every role."),
     N_("A house rule of your company. No right of yours can break it.")},
    {"allUsers", N_("Everybody on the internet, signed in or not."), N_("Literally everybody.")},
    {"invoker", N_("roles/run.invoker: the right to call a Cloud Run service that asks who calls."),
     N_("The key to the service's door.")},
    {"OIDC token",
     N_("A signed, short-lived statement of who calls, made for one address (audience). Cloud Run "
        "checks it before your app sees the request."),
     N_("A pass with a name and an address on it, valid for an hour.")},
    {"Cloud Build", N_("Builds your folder into an image, acting as the build account."),
     N_("The workshop that packs your code.")},
    {"Artifact Registry", N_("Stores the built image in a repository of a region."),
     N_("The shelf where the package waits.")},
    {"Cloud Run", N_("Runs the image and answers requests, acting as the runtime account."),
     N_("The place where your code runs.")},
    {"Cloud Scheduler", N_("Sends a request at fixed times, with a token of a service account."),
     N_("An alarm clock that calls your code.")},
    {"propagation",
     N_("The time until a change of rights acts everywhere: usually 2 minutes, at times 7 or "
        "more."),
     N_("News takes a few minutes to get around.")},
    {"etag",
     N_("The version mark of a policy. A write with an old one is refused, so nobody's change is "
        "overwritten."),
     N_("A stamp that tells whether somebody changed it meanwhile.")},
};

enum { N_TERMS = sizeof terms / sizeof *terms };

const struct term_row *glossary_terms(size_t *n)
{
    *n = N_TERMS;
    return terms;
}

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_PAGE;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    int rows = frame_panes(frame_overlay(m)).list.rows;
    return rows_act(&m->choice, action, N_TERMS, rows);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    rows_mouse(&m->choice, mouse, frame_panes(body).list, N_TERMS);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    for (int i = 0; i < N_TERMS; i++) {
        struct rect row = rows_rect(&m->choice, panes.list, N_TERMS, i);
        if (rect_is_empty(row))
            continue;
        canvas_put_cut(canvas, rect_skip(row, 0, 2), STYLE_STRONG, terms[i].name);
        canvas_put_cut(canvas, rect_skip(row, 0, 24), STYLE_DIM, _(terms[i].casual));
        if (i == m->choice.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->choice, canvas, panes.list, N_TERMS);
    frame_draw_divider(canvas, body, panes);
    struct pen pen = pen_begin(canvas, panes.details);
    pen_text(&pen, STYLE_PLAIN, _(terms[m->choice.cursor].exact));
    pen_text(&pen, STYLE_DIM, _(terms[m->choice.cursor].casual));
}

const struct screen glossary_overlay = {
    .id = "glossary",
    .title = N_("Glossary"),
    .help = N_("The technical terms, exactly and in plain words."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
