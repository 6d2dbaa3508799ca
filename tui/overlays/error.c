/* Error: what could not be done, what it means, and what now; the words of the service below. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/screens/screens.h"

/* What a kind of error means for the person, and what to do about it. */
struct meaning {
    const char *means; // N_
    const char *now;   // N_
};

static const struct meaning meanings[RR_ERR_KIND_COUNT] = {
    [RR_OK] = {"", ""},
    [RR_BAD_INPUT] = {N_("A value has not the form it needs."),
                      N_("Esc, then correct it on Start.")},
    [RR_NOT_SIGNED_IN] = {N_("Google Cloud does not know who you are, or no longer believes it."),
                          N_("S says how to sign in; then r reads again.")},
    [RR_DENIED] = {N_("You lack a permission."),
                   N_("Ask somebody who has it; the Review screen holds the request.")},
    [RR_API_OFF] = {N_("The API is switched off in this project."),
                    N_("The plan switches it on; or wait a minute if that was just done.")},
    [RR_BLOCKED] = {N_("The organisation forbids it."),
                    N_("Access shows the roads that stay open.")},
    [RR_NOT_FOUND] = {N_("It is not there, or you may not see it."),
                      N_("Check the spelling on Start.")},
    [RR_EXISTS] = {N_("It is there already."), N_("r reads again; the plan follows.")},
    [RR_CONFLICT] = {N_("Somebody else changed it at the same time."),
                     N_("r reads again and makes a new plan.")},
    [RR_PRECONDITION] = {N_("Something else has to be so first."), N_("The text below says what.")},
    [RR_QUOTA] = {N_("Too many requests for the moment."), N_("Wait a minute; r tries again.")},
    [RR_OFFLINE] = {N_("Google Cloud cannot be reached from here."),
                    N_("Check the network and the proxy (HTTPS_PROXY); r tries again.")},
    [RR_TIMEOUT] = {N_("No answer came in time."), N_("r tries again.")},
    [RR_CLOUD] = {N_("Google Cloud failed to answer properly."), N_("r tries again in a moment.")},
    [RR_BAD_REPLY] = {N_("What answered does not talk like Google Cloud."),
                      N_("A proxy or a sign-in page of the network may stand in between.")},
    [RR_FILE] = {N_("A file or a process of this machine failed."),
                 N_("The text below says which.")},
    [RR_STALE] = {N_("The project has changed since it was read."), N_("r reads again.")},
    [RR_CANCELLED] = {N_("It was cancelled."), N_("r reads again.")},
    [RR_OUTCOME_UNKNOWN] = {N_("Something was sent, and its answer was lost."),
                            N_("r reads what is there now; nothing is repeated blindly.")},
};

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_COPY | CONTEXT_READ | CONTEXT_PAGE;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_COPY) {
        effect_add(fx, (struct effect){.kind = FX_COPY,
                                       .text = rr_arena_printf(&m->turn, "%s\n%s\n",
                                                               m->error.summary, m->error.detail)});
        return true;
    }
    if (action == ACTION_READ_AGAIN) {
        model_close(m);
        model_gather(m, fx);
        model_go(m, PAGE_CHECK, fx);
        return true;
    }
    return false;
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    const struct meaning *meaning = &meanings[m->error.kind];
    struct pen pen = pen_begin(canvas, body);
    pen_text(&pen, STYLE_DANGER, m->error.summary);
    pen_skip(&pen, 1);
    if (*meaning->means != '\0') {
        pen_entry(&pen, _("What it means:"), STYLE_PLAIN, _(meaning->means));
        pen_entry(&pen, _("What now:"), STYLE_STRONG, _(meaning->now));
        pen_skip(&pen, 1);
    }
    pen_text(&pen, STYLE_PLAIN, m->error.detail);
    if (m->error.http_status > 0)
        pen_printf(&pen, STYLE_DIM, "HTTP %d %s", m->error.http_status, m->error.reason);
}

const struct screen error_overlay = {
    .id = "error",
    .title = N_("This went wrong"),
    .help = N_("What could not be done, what it means, and what to do now. y copies the text."),
    .contexts = contexts,
    .act = act,
    .view = view,
};
