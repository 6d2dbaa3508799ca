/* How findings are shown; see the header. */
#include "config.h"

#include "tui/findings.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"

struct finding_look finding_look(enum rr_finding_state state)
{
    static const struct finding_look looks[RR_FINDING_STATE_COUNT] = {
        [RR_FINDING_OK] = {GLYPH_OK, STYLE_OK, N_("ok")},
        [RR_FINDING_MISSING] = {GLYPH_MISSING, STYLE_MISSING, N_("missing")},
        [RR_FINDING_BLOCKED] = {GLYPH_BLOCKED, STYLE_BLOCKED, N_("blocked")},
        [RR_FINDING_WARNING] = {GLYPH_WARNING, STYLE_WARNING, N_("note")},
        [RR_FINDING_UNKNOWN] = {GLYPH_UNKNOWN, STYLE_UNKNOWN, N_("unknown")},
    };
    return looks[state];
}

/* "roles/editor (folders/11)" -> "editor". */
static void short_role(const char *via, char *out, size_t n)
{
    const char *name = rr_str_has_prefix(via, "roles/") ? via + 6 : via;
    snprintf(out, n, "%.*s", (int)strcspn(name, " ,"), name);
}

static struct finding_look held_look(const struct rr_finding *finding, char words[ROLE_WORDS])
{
    struct finding_look look = {GLYPH_OK, STYLE_OK, ""};
    char role[80];
    short_role(finding->via, role, sizeof role);
    bool is_inherited = strstr(finding->via, "(folders/") != NULL ||
                        strstr(finding->via, "(organizations/") != NULL;
    if (*finding->via == '\0')
        snprintf(words, ROLE_WORDS, "%s", _("granted"));
    else if (is_inherited)
        snprintf(words, ROLE_WORDS, "%s", _("inherited"));
    else
        snprintf(words, ROLE_WORDS, _("via %s"), role);
    look.word = words;
    return look;
}

struct finding_look role_look(const struct rr_finding *finding, char words[ROLE_WORDS])
{
    if (finding->state == RR_FINDING_OK)
        return held_look(finding, words);
    struct finding_look look = finding_look(finding->state);
    const char *word = finding->state == RR_FINDING_WARNING   ? _("conditional")
                       : finding->state == RR_FINDING_BLOCKED ? _("denied")
                                                              : _(look.word);
    snprintf(words, ROLE_WORDS, "%s", word);
    look.word = words;
    return look;
}

const char *role_place(const struct rr_finding *finding)
{
    if (strstr(finding->resource, "/repositories/") != NULL)
        return _("repository");
    if (strstr(finding->resource, "/serviceAccounts/") != NULL)
        return _("account");
    if (strstr(finding->resource, "/services/") != NULL)
        return _("service");
    return _("project");
}

size_t role_rows(const struct model *m, const struct rr_finding **rows, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < m->judged.findings.n_items && n < max; i++)
        if (rr_str_has_prefix(m->judged.findings.items[i].id, "BUILD-ROLE-"))
            rows[n++] = &m->judged.findings.items[i];
    return n;
}

void finding_explain(struct pen *pen, const struct rr_finding *finding)
{
    pen_text(pen, STYLE_PLAIN, finding->why);
    for (size_t i = 0; i < finding->n_evidence; i++)
        pen_text(pen, STYLE_DIM, finding->evidence[i]);
    if (*finding->would_say != '\0' && finding->state != RR_FINDING_OK)
        pen_entry(pen, _("Without it:"), STYLE_CODE, finding->would_say);
    pen_text(pen, STYLE_DIM, finding->id);
}

const char *finding_casual(const char *id)
{
    static const struct {
        const char *id;
        const char *text; // N_
    } rows[] = {
        {"BUILD-ROLE-LOG", N_("Lets the build write down what it does, so that you can read why it "
                              "failed.")},
        {"BUILD-ROLE-PUSH",
         N_("Lets the build put the finished package on the shelf that Cloud Run "
            "takes it from.")},
        {"BUILD-ROLE-DEPLOY", N_("Lets the build put new versions live by itself. You do not need "
                                 "that when you deploy from your own machine.")},
        {"BUILD-ROLE-ACTAS",
         N_("Lets the build borrow the identity of other robot users. You do not "
            "need that when you deploy from your own machine.")},
        {"BUILD-ROLE-SOURCE", N_("Lets the build read the code that you upload.")},
        {"BUILD-ROLE-ARTIFACTS", N_("Lets the build store files it made, beside the package.")},
        {"BUILD-ROLE-BUILDER",
         N_("Everything the build needs and nothing else: read your code, put "
            "the package on the shelf, write down what happened.")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].id, id) == 0)
            return _(rows[i].text);
    return "";
}
