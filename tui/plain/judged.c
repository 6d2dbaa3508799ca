/* The pages that show what was read and judged: Check, Roles, Access. */
#include "config.h"

#include <string.h>

#include "core/util/i18n.h"
#include "tui/choices.h"
#include "tui/facts.h"
#include "tui/findings.h"
#include "tui/plain/dialogue.h"
#include "tui/strip.h"

/* ---- Check ---- */

static bool is_gap(const struct check_line *line)
{
    return line->state == RR_FACT_UNKNOWN || line->state == RR_FACT_ERROR;
}

/* What may not be read is unknown, never missing; the permission that would help stands beside it. */
static void say_gap(struct plain *p, const struct check_line *line)
{
    char title[FACT_TITLE];
    struct fact_look look = fact_look(line->state);
    talk_note(&p->talk,
              rr_arena_printf(&p->page, "%s: %s. %s%s%s", fact_title(line->id, title), _(look.word),
                              line->err.summary, *line->need != '\0' ? " " : "", line->need));
}

static void show_check(struct plain *p)
{
    const struct model *m = &p->model;
    talk_sayf(&p->talk, _("%zu facts were read in %.1f s."), m->check.n_lines,
              (double)m->check.took_ms / 1000);
    for (size_t i = 0; i < m->check.n_lines; i++)
        if (is_gap(&m->check.lines[i]))
            say_gap(p, &m->check.lines[i]);
    if (!m->judged.is_there) {
        talk_say(&p->talk, _("Nothing could be read. again and Enter reads once more."));
        return;
    }
    for (int i = 0; i < STRIP_STATIONS; i++)
        talk_item(&p->talk, (size_t)i + 1,
                  rr_arena_printf(&p->page, "%s: %s", strip_title(i), strip_verdict(m, i).words));
    if (m->judged.findings.is_ready)
        talk_say(&p->talk, _("Ready: a deploy from source has what it needs."));
}

static void say_station(struct plain *p, enum rr_station station)
{
    const struct rr_findings *findings = &p->model.judged.findings;
    for (size_t i = 0; i < findings->n_items; i++) {
        const struct rr_finding *finding = &findings->items[i];
        if (finding->station != station)
            continue;
        talk_sayf(&p->talk, "%s: %s %s", _(finding_look(finding->state).word), finding->title,
                  finding->role);
        plain_say_finding(p, finding);
    }
}

static enum plain_answer choose_check(struct plain *p, size_t number)
{
    if (number > STRIP_STATIONS || !p->model.judged.is_there)
        return PLAIN_UNKNOWN;
    say_station(p, strip_station((int)number - 1));
    return PLAIN_SAID;
}

const struct plain_page plain_check = {.show = show_check,
                                       .choose = choose_check,
                                       .words =
                                           N_("A number tells all that is known of a station.")};

/* ---- Roles ---- */

enum { ROWS_MAX = 24 };

static const char *tick_words(const struct plain *p, const struct rr_finding *finding)
{
    if (finding->n_remedy == 0)
        return "";
    bool is_on = rr_plan_find(&p->model.judged.whole, finding->remedy[0]) != NULL;
    return is_on ? _(", will be granted") : _(", will not be granted");
}

static void show_roles(struct plain *p)
{
    const struct rr_finding *rows[ROWS_MAX];
    size_t n = role_rows(&p->model, rows, ROWS_MAX);
    talk_sayf(&p->talk, _("Roles for %s"), rr_observed_project(p->model.observed).build_account);
    talk_sayf(&p->talk, _("Preset: %s"), rr_preset_word(p->model.preset));
    for (size_t i = 0; i < n; i++) {
        char words[ROLE_WORDS];
        role_look(rows[i], words);
        talk_item(&p->talk, i + 1,
                  rr_arena_printf(&p->page, "%s, %s, %s: %s%s", rows[i]->title, rows[i]->role,
                                  role_place(rows[i]), words, tick_words(p, rows[i])));
    }
}

static enum plain_answer choose_role(struct plain *p, size_t number)
{
    const struct rr_finding *rows[ROWS_MAX];
    size_t n = role_rows(&p->model, rows, ROWS_MAX);
    if (number > n)
        return PLAIN_UNKNOWN;
    p->model.roles.cursor = (int)number - 1;
    plain_press_rune(p, ' ');
    return PLAIN_CHANGED;
}

static void explain_role(struct plain *p, const char *number)
{
    const struct rr_finding *rows[ROWS_MAX];
    size_t n = role_rows(&p->model, rows, ROWS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(number, rr_arena_printf(&p->page, "%zu", i + 1)) != 0)
            continue;
        if (p->model.settings.is_casual)
            talk_note(&p->talk, finding_casual(rows[i]->id));
        plain_say_finding(p, rows[i]);
        return;
    }
    talk_say(&p->talk, _("why takes the number of a line."));
}

static enum plain_answer take_role_word(struct plain *p, const char *word, const char *rest)
{
    if (strcmp(word, "why") == 0) {
        explain_role(p, rest);
        return PLAIN_SAID;
    }
    if (strcmp(word, "preset") != 0)
        return PLAIN_UNKNOWN;
    if (*rest == '\0')
        plain_press_rune(p, 'p');
    else if (rr_preset_parse(rest, &p->model.preset))
        model_judge(&p->model);
    else
        talk_say(&p->talk, _("preset takes guide, minimal or scoped."));
    return PLAIN_CHANGED;
}

const struct plain_page plain_roles = {
    .show = show_roles,
    .choose = choose_role,
    .word = take_role_word,
    .words =
        N_("A number takes a role out, or in again. preset minimal (or guide, scoped): another "
           "set of roles. why and a number: what the role is for.")};

/* ---- Access ---- */

static void show_access(struct plain *p)
{
    talk_say(&p->talk, _("Who may call the service?"));
    for (int i = 0; i < RR_ACCESS_COUNT; i++) {
        const struct road_row *row = &road_rows[i];
        const struct access_row *state = &p->model.judged.access[i];
        const char *mark = (int)p->model.access == i ? _(" (chosen)") : "";
        talk_item(&p->talk, (size_t)i + 1,
                  state->is_blocked
                      ? rr_arena_printf(&p->page, _("%s: blocked by %s"), _(row->title),
                                        state->finding->resource)
                      : rr_arena_printf(&p->page, "%s%s: %s", _(row->title), mark, _(row->brief)));
    }
}

static void say_road(struct plain *p, size_t number)
{
    const struct road_row *row = &road_rows[number - 1];
    const struct access_row *state = &p->model.judged.access[number - 1];
    if (state->finding != NULL)
        plain_say_finding(p, state->finding);
    if (!state->is_blocked)
        talk_note(&p->talk, _(p->model.settings.is_casual ? row->casual : row->help));
    talk_note(&p->talk, _(row->callers));
}

static enum plain_answer choose_access(struct plain *p, size_t number)
{
    if (number > RR_ACCESS_COUNT)
        return PLAIN_UNKNOWN;
    p->model.access_list.cursor = (int)number - 1;
    say_road(p, number);
    plain_press_rune(p, ' ');
    return PLAIN_CHANGED;
}

const struct plain_page plain_access = {.show = show_access, .choose = choose_access};
