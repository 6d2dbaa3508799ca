/* Sign-in: who is signed in and how, and the ways that there are. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/screens/screens.h"

static unsigned contexts(const struct model *m)
{
    return m->is_sandbox ? 0 : CONTEXT_READ;
}

static void view_sandbox(struct pen *pen)
{
    pen_text(pen, STYLE_HEADING, _("This is the sandbox: nobody has to sign in."));
    pen_text(
        pen, STYLE_PLAIN,
        _("It is a stand-in for Google Cloud inside this program. Nothing here costs or breaks "
          "anything. For your own project, start runready without --sandbox."));
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct pen pen = pen_begin(canvas, body);
    if (m->is_sandbox) {
        view_sandbox(&pen);
        return;
    }
    if (*m->sign_in != '\0')
        pen_entry(&pen, _("Signed in by:"), STYLE_VALUE, m->sign_in);
    else
        pen_text(&pen, STYLE_WARNING, _("No call has been made yet, or nobody is signed in."));
    pen_skip(&pen, 1);
    pen_text(&pen, STYLE_HEADING, _("Any one of these signs you in; r then reads again:"));
    pen_entry(&pen, _("with gcloud:"), STYLE_CODE, "gcloud auth login");
    pen_entry(&pen, _("for programs:"), STYLE_CODE, "gcloud auth application-default login");
    pen_entry(&pen, _("a key file:"), STYLE_CODE,
              "GOOGLE_APPLICATION_CREDENTIALS=/path/to/key.json");
    pen_entry(&pen, _("a ready token:"), STYLE_CODE,
              "export GOOGLE_OAUTH_ACCESS_TOKEN=\"$(gcloud auth print-access-token)\"");
}

const struct screen sign_in_overlay = {
    .id = "sign-in",
    .title = N_("Signing in"),
    .help = N_("Who is signed in, where that came from, and the ways to sign in on this machine."),
    .contexts = contexts,
    .view = view,
};
