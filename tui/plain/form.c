/* The pages that are filled in: Start, Build account, Schedule. */
#include "config.h"

#include <string.h>

#include "core/policy/names.h"
#include "core/util/i18n.h"
#include "tui/choices.h"
#include "tui/plain/dialogue.h"
#include "tui/rows.h"

/* ---- a field ---- */

static void say_question(struct plain *p, const struct form_row *row)
{
    const char *now = p->model.fields[row->field].text;
    if (*now == '\0')
        talk_sayf(&p->talk, _("%s? Enter leaves it empty."), _(row->label));
    else
        talk_sayf(&p->talk, _("%s? Enter keeps %s."), _(row->label), now);
}

bool plain_ask_field(struct plain *p, const struct form_row *row)
{
    struct input *input = &p->model.fields[row->field];
    RR_BUF_AUTO line = {0};
    for (;;) {
        struct rr_err err = {0};
        say_question(p, row);
        if (!talk_hear(&p->talk, &line))
            return false;
        const char *text = rr_buf_text(&line);
        if (strcmp(text, "?") == 0) {
            talk_say(&p->talk, _(row->help));
            talk_say(&p->talk, _("A single dot empties the field; back leaves it as it is."));
            continue;
        }
        if (*text == '\0' || strcmp(text, "back") == 0 || strcmp(text, input->text) == 0)
            return false;
        const char *given = strcmp(text, ".") == 0 ? "" : text;
        if (form_row_takes(row, given, &err)) {
            input_set(input, given);
            return true;
        }
        plain_say_err(p, &err);
    }
}

static void show_field(struct plain *p, size_t number, const struct form_row *row)
{
    const char *text = p->model.fields[row->field].text;
    talk_item(&p->talk, number,
              rr_arena_printf(&p->page, "%s: %s", _(row->label), *text != '\0' ? text : _("none")));
}

static const char *words_of(const struct plain *p, const char *exact, const char *casual)
{
    return p->model.settings.is_casual ? _(casual) : _(exact);
}

/* ---- Start ---- */

static void show_use_case(struct plain *p, int i)
{
    const struct use_case_row *row = &use_case_rows[i];
    bool is_chosen = (int)p->model.use_case == i;
    talk_item(&p->talk, (size_t)i + 1,
              rr_arena_printf(&p->page, "%s%s: %s", _(row->title), is_chosen ? _(" (chosen)") : "",
                              _(row->brief)));
}

static void show_start(struct plain *p)
{
    talk_say(&p->talk, _("What is to run?"));
    for (int i = 0; i < RR_USE_COUNT; i++)
        show_use_case(p, i);
    talk_say(&p->talk, _("And where?"));
    for (size_t i = 0; i < START_FIELDS; i++)
        show_field(p, RR_USE_COUNT + 1 + i, &start_form[i]);
}

static enum plain_answer choose_start(struct plain *p, size_t number)
{
    if (number <= RR_USE_COUNT) {
        const struct use_case_row *row = &use_case_rows[number - 1];
        p->model.use_case = (enum rr_use_case)(number - 1);
        p->model.access = row->access;
        model_judge(&p->model);
        talk_say(&p->talk, words_of(p, row->help, row->casual));
        return PLAIN_CHANGED;
    }
    if (number > RR_USE_COUNT + START_FIELDS)
        return PLAIN_UNKNOWN;
    plain_ask_field(p, &start_form[number - RR_USE_COUNT - 1]);
    return PLAIN_CHANGED;
}

static const char *next_of_start(struct plain *p)
{
    (void)p;
    return _("Enter reads the project.");
}

const struct plain_page plain_start = {
    .show = show_start, .choose = choose_start, .next = next_of_start};

/* ---- Build account ---- */

static const struct form_row account_row = {
    FIELD_BUILD_ACCOUNT, N_("E-mail of the account that builds"),
    N_("A service account of this project. Deploys by gcloud take the default unless they are told "
       "otherwise (--build-service-account)."),
    rr_name_check_account, false};

static void show_account(struct plain *p)
{
    const struct rr_finding *finding = model_finding(&p->model, "BUILD-ACCOUNT");
    const char *other = p->model.fields[FIELD_BUILD_ACCOUNT].text;
    talk_say(&p->talk, _("This account builds your code"));
    if (finding == NULL)
        talk_say(&p->talk, _("Not known yet: nothing was read."));
    else
        plain_say_finding(p, finding);
    const char *chosen = _(" (chosen)");
    talk_item(&p->talk, 1,
              rr_arena_printf(&p->page, "%s%s", _("Keep it"), *other == '\0' ? chosen : ""));
    talk_item(&p->talk, 2,
              rr_arena_printf(&p->page, "%s %s%s", _("Another one, by its e-mail:"), other,
                              *other != '\0' ? chosen : ""));
}

static enum plain_answer choose_account(struct plain *p, size_t number)
{
    struct input *input = &p->model.fields[FIELD_BUILD_ACCOUNT];
    if (number > 2)
        return PLAIN_UNKNOWN;
    if (number == 1)
        input_set(input, "");
    else
        plain_ask_field(p, &account_row);
    p->model.account.is_other = *input->text != '\0';
    rows_set(&p->model.account.list, p->model.account.is_other ? 1 : 0, 2, 2);
    return PLAIN_CHANGED;
}

const struct plain_page plain_account = {.show = show_account, .choose = choose_account};

/* ---- Schedule ---- */

static void show_schedule(struct plain *p)
{
    talk_say(&p->talk, _("When does Cloud Scheduler call, and what?"));
    for (size_t i = 0; i < SCHEDULE_FIELDS; i++)
        show_field(p, i + 1, &schedule_form[i]);
}

static enum plain_answer choose_schedule(struct plain *p, size_t number)
{
    if (number > SCHEDULE_FIELDS)
        return PLAIN_UNKNOWN;
    if (plain_ask_field(p, &schedule_form[number - 1]))
        model_judge(&p->model);
    return PLAIN_CHANGED;
}

const struct plain_page plain_schedule = {.show = show_schedule, .choose = choose_schedule};
