/* Words that mean the same on every page of the dialogue. */
#include "config.h"

#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"
#include "tui/choices.h"
#include "tui/findings.h"
#include "tui/plain/dialogue.h"

static void say_help(struct plain *p)
{
    const struct plain_page *page = plain_page_of(p);
    const struct screen *screen = page_screen(p->model.page);
    talk_say(&p->talk, _(screen->help));
    talk_say(
        &p->talk,
        _("A number chooses or changes its line, Enter goes on. These words work everywhere:"));
    talk_note(&p->talk,
              _("back: one page back. show: this page once more. again: read the project "
                "once more. log: the calls that were made. who: who is signed in. trouble: from a "
                "symptom to its cause. glossary: the terms. words: plain words or exact terms. "
                "language ja, language en: the language. quit: leave."));
    if (page->words != NULL) {
        talk_say(&p->talk, _("And on this page:"));
        talk_note(&p->talk, _(page->words));
    }
}

static void say_log(struct plain *p)
{
    const struct activity_log *log = &p->model.log;
    size_t first = log->n > ACTIVITY_MAX ? log->n - ACTIVITY_MAX : 0;
    if (log->n == 0)
        talk_say(&p->talk, _("No call was made yet."));
    for (size_t i = first; i < log->n; i++) {
        const struct activity_line *line = &log->lines[i % ACTIVITY_MAX];
        talk_sayf(&p->talk, "%s %s %s: %d, %lld ms", line->method, line->api, line->path,
                  line->status, (long long)line->ms);
    }
}

static void say_glossary(struct plain *p)
{
    size_t n = 0;
    const struct term_row *terms = glossary_terms(&n);
    for (size_t i = 0; i < n; i++)
        talk_sayf(&p->talk, "%s: %s", terms[i].name,
                  p->model.settings.is_casual ? _(terms[i].casual) : _(terms[i].exact));
}

static void say_symptom(struct plain *p, const struct symptom_row *symptom)
{
    const struct rr_finding *finding = model_finding(&p->model, symptom->finding);
    talk_sayf(&p->talk, "%s %s", _("Cause:"), _(symptom->cause));
    talk_sayf(&p->talk, "%s %s", _("Remedy:"), _(symptom->remedy));
    if (finding != NULL)
        talk_sayf(&p->talk, "%s %s", _("Here:"), _(finding_look(finding->state).word));
}

/* "trouble" lists the symptoms, "trouble 3" tells the third. */
static void say_trouble(struct plain *p, const char *rest)
{
    size_t n = 0;
    long number = 0;
    const struct symptom_row *symptoms = trouble_symptoms(&n);
    if (rr_str_to_int(rest, 1, (long)n, &number)) {
        say_symptom(p, &symptoms[number - 1]);
        return;
    }
    for (size_t i = 0; i < n; i++)
        talk_item(&p->talk, i + 1, _(symptoms[i].title));
    talk_say(&p->talk,
             _("trouble and a number tells the cause, the remedy, and what was found here."));
}

static void say_sign_in(struct plain *p)
{
    if (p->model.is_sandbox)
        talk_say(&p->talk, _("This is the sandbox: nobody has to sign in."));
    else if (*p->model.sign_in != '\0')
        talk_sayf(&p->talk, "%s %s", _("Signed in by:"), p->model.sign_in);
    else
        talk_say(&p->talk, _("No call has been made yet, or nobody is signed in."));
}

static void set_language(struct plain *p, const char *name)
{
    struct msg msg = {.kind = MSG_LANG};
    if (rr_lang_set(name))
        plain_update(p, &msg);
    else
        talk_say(&p->talk, _("language takes ja or en."));
}

static enum plain_answer take_question(struct plain *p, const char *word, const char *rest)
{
    if (strcmp(word, "?") == 0 || strcmp(word, "help") == 0)
        say_help(p);
    else if (strcmp(word, "log") == 0)
        say_log(p);
    else if (strcmp(word, "glossary") == 0)
        say_glossary(p);
    else if (strcmp(word, "trouble") == 0)
        say_trouble(p, rest);
    else if (strcmp(word, "who") == 0)
        say_sign_in(p);
    else
        return PLAIN_UNKNOWN;
    return PLAIN_SAID;
}

enum plain_answer plain_take_word(struct plain *p, const char *word, const char *rest)
{
    if (strcmp(word, "back") == 0)
        plain_press(p, (struct key){.code = KEY_CODE_ESC});
    else if (strcmp(word, "quit") == 0)
        plain_change(p, model_end);
    else if (strcmp(word, "again") == 0)
        plain_change(p, model_gather);
    else if (strcmp(word, "words") == 0)
        p->model.settings.is_casual = !p->model.settings.is_casual;
    else if (strcmp(word, "language") == 0)
        set_language(p, rest);
    else if (strcmp(word, "show") != 0)
        return take_question(p, word, rest);
    return PLAIN_CHANGED;
}
