/* The pages about the changes: Review and Apply. */
#include "config.h"

#include <string.h>

#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "tui/consent.h"
#include "tui/outcomes.h"
#include "tui/plain/dialogue.h"

/* ---- Review ---- */

static const struct rr_review *review_of(const struct plain *p)
{
    return &p->model.judged.reviewed.value;
}

static size_t number_of(const struct plain *p, const struct rr_step *step)
{
    return (size_t)(step - p->model.judged.all.steps) + 1;
}

static const char *risk_words(enum rr_risk risk)
{
    static const char *const words[RR_RISK_COUNT] = {
        [RR_RISK_LOW] = N_("risk: low"),
        [RR_RISK_MEDIUM] = N_("risk: medium"),
        [RR_RISK_HIGH] = N_("risk: high"),
    };
    return _(words[risk]);
}

static const char *state_words(struct plain *p, const struct rr_review_step *row)
{
    switch (row->state) {
    case RR_REVIEW_OFF:
        return _(", switched off");
    case RR_REVIEW_FOLLOWS:
        return rr_arena_printf(&p->page, _(", off, because it needs step %zu"),
                               number_of(p, row->because));
    case RR_REVIEW_ON:
    case RR_REVIEW_STATE_COUNT:
        break;
    }
    if (model_step_waits(&p->model, row->step->id))
        return row->step->kind == RR_STEP_DEPLOY ? _(", on its own page") : _(", after the deploy");
    return "";
}

static void show_step(struct plain *p, const struct rr_review_step *row)
{
    talk_item(&p->talk, number_of(p, row->step),
              rr_arena_printf(&p->page, "%s%s (%s)", row->title, state_words(p, row),
                              risk_words(row->step->risk)));
    if (row->blocked != NULL)
        talk_note(&p->talk, rr_arena_printf(&p->page, _("Not yours to do: %s"), row->blocked->why));
}

static void show_review(struct plain *p)
{
    const struct rr_review *review = review_of(p);
    talk_sayf(&p->talk, _("%zu changes. No change has been made yet."),
              p->model.judged.plan.n_steps);
    if (model_n_waiting(&p->model) > 0)
        talk_sayf(&p->talk,
                  _("%zu more wait for the service; they come up for review once it is deployed."),
                  model_n_waiting(&p->model));
    for (size_t i = 0; i < review->n_resources; i++) {
        talk_say(&p->talk, review->resources[i].title);
        for (size_t k = 0; k < review->resources[i].n_steps; k++)
            show_step(p, &review->resources[i].steps[k]);
    }
    if (!review->plan.is_complete)
        talk_say(&p->talk,
                 _("More will be known once these APIs are on; the rest is planned then."));
}

static enum plain_answer choose_step(struct plain *p, size_t number)
{
    if (number > p->model.judged.all.n_steps)
        return PLAIN_UNKNOWN;
    const char *id = rr_arena_str(&p->page, p->model.judged.all.steps[number - 1].id);
    model_toggle_step(&p->model, id);
    return PLAIN_CHANGED;
}

static void say_lines(struct plain *p, const struct rr_review_resource *resource)
{
    static const char *const marks[] = {
        [RR_REVIEW_SAME] = N_("stays"),
        [RR_REVIEW_ADDED] = N_("added"),
        [RR_REVIEW_REMOVED] = N_("before"),
    };
    talk_say(&p->talk, resource->title);
    for (size_t i = 0; i < resource->n_lines; i++) {
        const struct rr_review_line *line = &resource->lines[i];
        talk_note(&p->talk,
                  rr_arena_printf(&p->page, "%s: %s, %s%s%s", _(marks[line->mark]), line->key,
                                  line->value, *line->condition != '\0' ? _(", only if: ") : "",
                                  line->condition));
    }
    if (resource->is_counted && resource->n_lines > 0)
        talk_note(&p->talk, rr_arena_printf(&p->page, _("%zu other bindings stay untouched."),
                                            resource->n_untouched));
}

static void say_diff(struct plain *p)
{
    const struct rr_review *review = review_of(p);
    for (size_t i = 0; i < review->n_resources; i++)
        if (review->resources[i].n_lines > 0)
            say_lines(p, &review->resources[i]);
}

static void say_why(struct plain *p, const char *number)
{
    const struct rr_review *review = review_of(p);
    for (size_t i = 0; i < p->model.judged.all.n_steps; i++) {
        const struct rr_step *step = &p->model.judged.all.steps[i];
        if (strcmp(number, rr_arena_printf(&p->page, "%zu", i + 1)) != 0)
            continue;
        talk_note(&p->talk, step->resource);
        talk_note(&p->talk, step->member);
        talk_note(&p->talk, step->why);
        talk_note(&p->talk, step->risk_text);
        talk_note(&p->talk, rr_arena_printf(&p->page, "%s %s", _("undo:"),
                                            rr_review_find(review, step->id)->undo));
        return;
    }
    talk_say(&p->talk, _("why takes the number of a line."));
}

/* The text that a word names; NULL for no such word. */
static const char *text_named(struct plain *p, const char *word)
{
    static const char *const words[REVIEW_TABS] = {
        [REVIEW_GCLOUD] = "gcloud", [REVIEW_TERRAFORM] = "terraform", [REVIEW_REQUEST] = "request"};
    for (int i = 0; i < REVIEW_TABS; i++)
        if (words[i] != NULL && strcmp(words[i], word) == 0)
            return p->model.judged.reviewed.texts[i];
    if (strcmp(word, "json") == 0)
        return rr_plan_write_json(&p->model.judged.plan, &p->page);
    return NULL;
}

/* "save request FILE": a file that is there already stays as it is. */
static void save(struct plain *p, const char *rest)
{
    size_t n = strcspn(rest, " ");
    const char *text = text_named(p, rr_arena_strn(&p->page, rest, n));
    const char *path = rest + n + strspn(rest + n, " ");
    struct rr_err err = {0};
    if (text == NULL || *path == '\0')
        talk_say(&p->talk,
                 _("save takes gcloud, terraform, request or json, and the name of a file."));
    else if (rr_file_create(path, text, strlen(text), 0600, &err))
        talk_sayf(&p->talk, _("Saved: %s"), path);
    else
        plain_say_err(p, &err);
}

static enum plain_answer take_review_word(struct plain *p, const char *word, const char *rest)
{
    const char *text = text_named(p, word);
    if (text != NULL)
        talk_lines(&p->talk, text);
    else if (strcmp(word, "diff") == 0)
        say_diff(p);
    else if (strcmp(word, "why") == 0)
        say_why(p, rest);
    else if (strcmp(word, "save") == 0)
        save(p, rest);
    else
        return PLAIN_UNKNOWN;
    return PLAIN_SAID;
}

const struct plain_page plain_review = {
    .show = show_review,
    .choose = choose_step,
    .word = take_review_word,
    .words =
        N_("A number switches a step off, or on again; what needs it goes with it. why and a "
           "number: reason, risk and way back. diff: before and after. gcloud, terraform, request, "
           "json: the changes in that form. save request FILE (or another form): into a file.")};

/* ---- Apply ---- */

static void say_blocked(struct plain *p)
{
    const struct rr_plan *plan = &p->model.judged.plan;
    bool any_step = false;
    for (size_t i = 0; i < plan->n_blocked; i++) {
        const struct rr_blocked *blocked = &plan->blocked[i];
        talk_sayf(&p->talk, _("Blocked by %s: %s"), blocked->by, blocked->why);
        for (size_t k = 0; k < blocked->n_roads; k++)
            talk_note(&p->talk, blocked->roads[k]);
        any_step |= *blocked->step != '\0';
    }
    if (any_step)
        talk_item(&p->talk, 1, _("Leave out what you may not do"));
}

static void say_confirmation(struct plain *p)
{
    const struct rr_plan *plan = &p->model.judged.plan;
    const struct rr_step *gravest = consent_gravest(plan);
    talk_sayf(&p->talk, _("%zu changes in %s (%s)"), plan->n_steps, plan->project_id,
              plan->project_number);
    talk_say(&p->talk, _("No change has been made yet."));
    if (gravest != NULL)
        talk_sayf(&p->talk, "%s %s: %s", _("Grave:"), model_step_title(&p->model, gravest->id),
                  gravest->risk_text);
}

static void say_step_result(struct plain *p, size_t i)
{
    const struct step_progress *step = &p->model.run.steps[i];
    char words[OUTCOME_WORDS];
    outcome_look(&p->model, step, words);
    talk_item(&p->talk, i + 1, rr_arena_printf(&p->page, "%s: %s", p->model.run.titles[i], words));
    if (step->err.kind != RR_OK)
        plain_say_err(p, &step->err);
}

static void say_run(struct plain *p)
{
    const struct run_state *run = &p->model.run;
    if (!run->has_result)
        return;
    for (size_t i = 0; i < run->plan.n_steps; i++)
        say_step_result(p, i);
    talk_sayf(&p->talk, _("%zu changed. Journal: %s"), run->result.n_changed, run->result.journal);
}

static void show_apply(struct plain *p)
{
    const struct rr_plan *plan = &p->model.judged.plan;
    if (p->model.run.is_there)
        say_run(p);
    else if (plan->n_blocked > 0)
        say_blocked(p);
    else if (plan->n_steps == 0)
        talk_say(&p->talk, _("Nothing to change."));
    else
        say_confirmation(p);
}

static bool is_asking(const struct plain *p)
{
    const struct rr_plan *plan = &p->model.judged.plan;
    return !p->model.run.is_there && plan->n_blocked == 0 && plan->n_steps > 0;
}

static const char *next_of_apply(struct plain *p)
{
    char expected[CONSENT_TEXT];
    if (!is_asking(p))
        return !p->model.run.is_there && p->model.judged.plan.n_blocked > 0
                   ? _("back leads to other choices.")
                   : NULL;
    return rr_arena_printf(&p->page, _("To make them, type: %s"),
                           consent_expected(&p->model.judged.plan, expected));
}

static enum plain_answer choose_apply(struct plain *p, size_t number)
{
    if (number != 1 || p->model.run.is_there || p->model.judged.plan.n_blocked == 0)
        return PLAIN_UNKNOWN;
    plain_press_rune(p, ' ');
    return PLAIN_CHANGED;
}

/* Whatever is typed where consent is asked for is held against it, unless it is a word of the dialogue. */
static enum plain_answer take_apply_word(struct plain *p, const char *word, const char *rest)
{
    bool begins_with_digit = *word >= '0' && *word <= '9';
    if (!is_asking(p) || !begins_with_digit)
        return PLAIN_UNKNOWN;
    input_set(&p->model.confirm,
              rr_arena_printf(&p->page, "%s%s%s", word, *rest != '\0' ? " " : "", rest));
    plain_press_enter(p);
    input_set(&p->model.confirm, "");
    return PLAIN_SAID;
}

const struct plain_page plain_apply = {
    .show = show_apply, .choose = choose_apply, .word = take_apply_word, .next = next_of_apply};
