/* The last pages: Propagation, Deploy, Done. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/command.h"
#include "tui/plain/dialogue.h"

static void show_wait(struct plain *p)
{
    const struct propagation *wait = &p->model.propagation;
    talk_say(&p->talk, wait->is_seen
                           ? _("Everything is seen to be in place.")
                           : _("Not everything is seen yet. again and Enter looks once more."));
    talk_say(&p->talk,
             _("Google Cloud needs usually 2 minutes, sometimes 7 or more, until a grant acts "
               "everywhere. Until then a build may still be refused; trying again helps."));
}

const struct plain_page plain_wait = {.show = show_wait};

static void show_deploy(struct plain *p)
{
    struct rr_context context = model_context(&p->model);
    RR_BUF_AUTO deploy = {0};
    RR_BUF_AUTO call = {0};
    command_deploy(&context, &deploy);
    talk_say(&p->talk, _("Deploy with this, in the folder's terminal:"));
    talk_lines(&p->talk, rr_buf_text(&deploy));
    if (model_n_waiting(&p->model) > 0)
        talk_sayf(
            &p->talk,
            _("%zu steps wait for the service. When it is deployed, again and Enter reads once "
              "more, and they come up for review."),
            model_n_waiting(&p->model));
    if (rr_context_is_job(&context))
        return;
    command_call(&context, &call);
    talk_say(&p->talk, _("Then call it:"));
    talk_lines(&p->talk, rr_buf_text(&call));
    talk_say(&p->talk,
             _("403 comes from Cloud Run's door: the caller lacks roles/run.invoker. 401 from your "
               "app's own sign-in: IAM let the call through."));
}

const struct plain_page plain_deploy = {.show = show_deploy};

static void show_done(struct plain *p)
{
    const struct model *m = &p->model;
    if (m->n_changed == 0)
        talk_say(&p->talk, _("Nothing was changed."));
    else
        talk_sayf(&p->talk, _("Done: %zu changes, each written and read back."), m->n_changed);
    for (size_t i = 0; i < m->n_finished; i++) {
        talk_sayf(&p->talk, _("Run %s: %zu changes"), m->finished[i].id, m->finished[i].n_changed);
        talk_note(&p->talk, m->finished[i].journal);
    }
    if (m->judged.is_there)
        talk_say(&p->talk,
                 m->judged.findings.is_ready
                     ? _("The project is ready for a deploy from source.")
                     : _("The project is not ready yet; the Check screen says what is left."));
    talk_say(&p->talk, _("The journal holds what was there before, what was changed and when: "
                         "runready history lists the runs."));
}

static const char *next_of_done(struct plain *p)
{
    (void)p;
    return _("Enter leaves.");
}

const struct plain_page plain_done = {.show = show_done, .next = next_of_done};
