/* runready whoami: who is signed in, where that comes from, and what was passed over. */
#include "config.h"

#include "cli/front.h"
#include "cli/whoami_json.h"
#include "core/util/clock.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

static const char *kind_title(enum rr_account_kind kind)
{
    static const char *const titles[RR_ACCOUNT_KIND_COUNT] = {
        [RR_ACCOUNT_NONE] = N_("no sign-in"),
        [RR_ACCOUNT_PERSON] = N_("a person"),
        [RR_ACCOUNT_SERVICE] = N_("a service account"),
        [RR_ACCOUNT_UNKNOWN] = N_("an access token that does not tell whose it is"),
    };
    return _(titles[kind]);
}

static void add_line(struct rr_buf *out, const char *label, const char *text)
{
    enum { LABEL_COLUMNS = 16 };
    if (*text == '\0')
        return;
    rr_buf_add(out, "  ");
    rr_buf_add_padded(out, label, LABEL_COLUMNS);
    rr_buf_addc(out, ' ');
    rr_buf_add_visible(out, text);
    rr_buf_addc(out, '\n');
}

static void add_account(struct rr_buf *out, const struct rr_sign_in *who)
{
    char expires[RR_TIME_TEXT] = "";
    if (who->expires_ms > 0)
        rr_time_format(who->expires_ms, expires);
    add_line(out, _("account"), *who->account != '\0' ? who->account : kind_title(who->kind));
    if (*who->account != '\0')
        add_line(out, _("kind"), kind_title(who->kind));
    if (who->is_acting)
        add_line(out, _("acted as by"),
                 *who->base_account != '\0' ? who->base_account : _("not known"));
    add_line(out, _("signed in by"), who->title);
    add_line(out, _("file"), who->path);
    add_line(out, _("type"), who->type);
    add_line(out, _("quota project"), who->quota_project);
    add_line(out, _("token good till"), expires);
    add_line(out, _("gcloud's config"), who->configuration);
    add_line(out, _("note"), who->remark);
    add_line(out, _("keyring"), *who->keyring_words != '\0' ? who->keyring_words : _("ready"));
}

static void add_notes(struct rr_buf *out, const struct rr_sign_in *who)
{
    if (who->n_notes > 0)
        rr_buf_printf(out, "\n%s\n", _("Passed over, in this order:"));
    for (size_t i = 0; i < who->n_notes; i++) {
        RR_BUF_AUTO line = {0};
        rr_buf_printf(&line, "%s: ", who->notes[i].title);
        rr_buf_add_visible(&line, who->notes[i].why);
        rr_buf_add_wrapped(out, rr_buf_text(&line), "  ", 80);
    }
}

static void add_ways(struct rr_buf *out, const struct rr_sign_in *who)
{
    rr_buf_printf(out, "\n%s\n", _("Ways to sign in on this machine:"));
    for (size_t i = 0; i < who->n_ways; i++)
        rr_buf_printf(out, "  %s\n      %s\n", who->ways[i].title, who->ways[i].command);
}

static void add_page(struct rr_buf *out, const struct rr_sign_in *who)
{
    rr_buf_add(out, "runready whoami\n\n");
    if (who->is_signed_in)
        add_account(out, who);
    else
        front_add_error(out, &who->err, "  ");
    if (who->is_signed_in || who->err.kind != RR_NOT_SIGNED_IN)
        add_notes(out, who);
    if (!who->is_signed_in)
        add_ways(out, who);
}

int command_whoami(struct front *front)
{
    struct rr_err err = {0};
    struct rr_sign_in who;
    if (!front_open(front, false, &err) || !rr_who_am_i(front->session, &who, &front->arena, &err))
        return front_fail(&err);
    RR_BUF_AUTO out = {0};
    if (front->options.json)
        rr_buf_add(&out, whoami_json(&who, &front->arena));
    else
        add_page(&out, &who);
    if (!front_print(rr_buf_text(&out)))
        return EXIT_USAGE;
    return who.is_signed_in ? EXIT_READY : exit_status_of(&who.err);
}
