/*
 * The request to an administrator: what is asked, why, what it risks, the exact commands, how to see
 * that they took and how to take them back. Holds only what the caller may not do. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/export/command.h"
#include "core/export/markdown.h"
#include "core/judge/needs.h"
#include "core/plan/step.h"
#include "core/util/clock.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "runready/export.h"

struct request {
    const struct rr_plan *plan;
    const struct rr_observed *observed; // NULL = not at hand
    struct rr_arena *arena;
    struct rr_buf *out;
};

static bool is_asked(const struct rr_plan *plan, const struct rr_step *step)
{
    return rr_plan_blocks(plan, step->id) != NULL;
}

static size_t count_asked(const struct rr_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        n += is_asked(plan, &plan->steps[i]);
    return n;
}

/* Blocked, and by no single step's rights: an organisation policy, or something the project lacks. */
static bool is_about_all(const struct rr_blocked *blocked)
{
    return *blocked->step == '\0';
}

static size_t count_about_all(const struct rr_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_blocked; i++)
        n += is_about_all(&plan->blocked[i]);
    return n;
}

/* ---- pieces ---- */

static void add_paragraph(const struct request *request, const char *text)
{
    rr_buf_printf(request->out, "\n%s\n", text);
}

static void add_heading(const struct request *request, const char *text)
{
    rr_buf_add(request->out, "\n## ");
    rr_buf_add_md(request->out, text);
    rr_buf_addc(request->out, '\n');
}

static void add_item(const struct request *request, const char *label, const char *text)
{
    if (*text == '\0')
        return;
    rr_buf_printf(request->out, "- %s%s", label, *label != '\0' ? " " : "");
    rr_buf_add_md(request->out, text);
    rr_buf_addc(request->out, '\n');
}

static void add_name(const struct request *request, const char *label, const char *name)
{
    if (*name == '\0')
        return;
    rr_buf_printf(request->out, "- %s ", label);
    rr_buf_add_md_code(request->out, name);
    rr_buf_addc(request->out, '\n');
}

static void add_commands(const struct request *request,
                         const struct rr_step *step,
                         const char *title,
                         enum rr_command what)
{
    RR_BUF_AUTO commands = {0};
    rr_buf_add_command(&commands, request->plan, step, what);
    rr_buf_printf(request->out, "\n%s", title);
    if (what == RR_COMMAND_UNDO) {
        rr_buf_addc(request->out, ' ');
        rr_buf_add_md(request->out, rr_step_undo(step, request->arena));
    }
    rr_buf_add(request->out, "\n\n");
    rr_buf_add_md_block(request->out, "sh", rr_buf_text(&commands));
}

/* ---- head ---- */

static void add_head(const struct request *request)
{
    const struct rr_plan *plan = request->plan;
    rr_buf_printf(request->out, "# %s ", _("Request for changes in the Google Cloud project"));
    rr_buf_add_md_code(request->out, plan->project_id);
    rr_buf_add(request->out, "\n\n");
    add_name(request, _("Project number:"), plan->project_number);
    add_name(request, _("Region:"), plan->context.region);
    add_name(request, _("Service:"), plan->context.service);
    add_name(request, _("Account that builds:"), plan->build_account);
    if (plan->made_at_s > 0) {
        char made_at[RR_TIME_TEXT];
        rr_time_format(plan->made_at_s * 1000, made_at);
        add_name(request, _("As read at:"), made_at);
    }
}

static void add_summary(const struct request *request, size_t n)
{
    size_t all = request->plan->n_steps;
    add_paragraph(request, _("I want to deploy an app from its source to Cloud Run."));
    add_paragraph(
        request, n == all ? rr_arena_printf(request->arena,
                                            _("All %zu changes that the project needs for it take "
                                              "rights that I do not have. I ask you to make them."),
                                            n)
                          : rr_arena_printf(request->arena,
                                            _("Of the %zu changes that the project needs for it, "
                                              "%zu take rights that I do not have. I ask you to "
                                              "make these."),
                                            all, n));
    add_paragraph(request,
                  _("Nothing has been changed yet. Every change is added to what is there; "
                    "nobody's access is taken away. The commands that make them may run "
                    "twice."));
}

/* ---- one step ---- */

static const char *risk_word(enum rr_risk risk)
{
    switch (risk) {
    case RR_RISK_LOW:
        return _("low");
    case RR_RISK_MEDIUM:
        return _("medium");
    case RR_RISK_HIGH:
        return _("high");
    case RR_RISK_COUNT:
        break;
    }
    return "";
}

static void add_right(const struct request *request, const struct rr_step *step)
{
    static const char prefix[] = "permission:";
    const char *by = rr_plan_blocks(request->plan, step->id)->by;
    if (!rr_str_has_prefix(by, prefix))
        return;
    const char *permission = by + sizeof prefix - 1;
    add_name(request, _("It takes the permission:"), permission);
    add_item(request, _("Roles that usually hold it:"), rr_usual_roles(permission));
}

static void add_step(const struct request *request, const struct rr_step *step, size_t number)
{
    add_heading(request, rr_arena_printf(request->arena, "%zu. %s", number,
                                         rr_step_title(step, request->arena)));
    rr_buf_addc(request->out, '\n');
    add_name(request, _("On:"), step->resource);
    add_name(request, _("To:"), step->member);
    add_item(request, _("Why:"), step->why);
    const char *gap = *step->risk_text != '\0' ? ": " : "";
    add_item(
        request, _("Risk:"),
        rr_arena_printf(request->arena, "%s%s%s", risk_word(step->risk), gap, step->risk_text));
    add_right(request, step);
    add_commands(request, step, _("To do it:"), RR_COMMAND_DO);
    add_commands(request, step, _("To see that it took (it prints a line):"), RR_COMMAND_VERIFY);
    add_commands(request, step, _("To take it back:"), RR_COMMAND_UNDO);
}

/* ---- the blast radius ---- */

/* The plan with nothing but what is asked for. */
static struct rr_plan asked_plan(const struct request *request)
{
    struct rr_plan asked = *request->plan;
    struct rr_step *steps = rr_arena_array(request->arena, asked.n_steps, sizeof *steps);
    asked.n_steps = 0;
    for (size_t i = 0; i < request->plan->n_steps; i++)
        if (is_asked(request->plan, &request->plan->steps[i]))
            steps[asked.n_steps++] = request->plan->steps[i];
    asked.steps = steps;
    return asked;
}

static void add_gain(const struct request *request, const struct rr_power_gain *gain)
{
    if (gain->n_lines == 0 && gain->n_unknown_roles == 0)
        return;
    rr_buf_addc(request->out, '\n');
    rr_buf_add_md_code(request->out, gain->member);
    rr_buf_add(request->out, "\n\n");
    for (size_t i = 0; i < gain->n_lines; i++)
        add_item(request, "", gain->lines[i].text);
    for (size_t i = 0; i < gain->n_unknown_roles; i++)
        add_name(request, _("It is not known what this role permits:"), gain->unknown_roles[i]);
}

static void add_powers(const struct request *request)
{
    struct rr_plan asked = asked_plan(request);
    struct rr_powers powers = rr_plan_power(&asked, request->observed, request->arena);
    if (powers.n_items == 0)
        return;
    add_heading(request, _("What the accounts could newly do, worst first"));
    for (size_t i = 0; i < powers.n_items; i++)
        add_gain(request, &powers.items[i]);
}

/* ---- what stands in the way of all ---- */

/* Source: gcp-apis 9.5. The organisation's number is not known here, so the shell asks for it. */
static void add_tag_exception(const struct request *request)
{
    const struct rr_plan *plan = request->plan;
    RR_BUF_AUTO parent = {0};
    RR_BUF_AUTO text = {0};
    rr_buf_printf(&parent, "//run.googleapis.com/projects/%s/locations/%s/services/%s",
                  plan->project_number, plan->context.region, plan->context.service);
    rr_buf_add(&text, "ORG_ID=\n"
                      "gcloud resource-manager tags keys create allUsersIngress \\\n"
                      "  --parent=organizations/\"${ORG_ID:?}\"\n"
                      "gcloud resource-manager tags values create True \\\n"
                      "  --parent=\"${ORG_ID:?}\"/allUsersIngress\n"
                      "gcloud resource-manager tags bindings create \\\n"
                      "  --tag-value=\"${ORG_ID:?}\"/allUsersIngress/True \\\n  --parent=");
    rr_buf_add_shell(&text, rr_buf_text(&parent));
    rr_buf_add(&text, " \\\n  --location=");
    rr_buf_add_shell(&text, plan->context.region);
    rr_buf_addc(&text, '\n');
    add_paragraph(
        request,
        _("If the service is to be public all the same, please let this one service "
          "through by a tag, and leave the policy as it is for everything else. The policy "
          "then gets one more rule, which allows all under the condition that the tag is "
          "there; the last command works once the service is deployed:"));
    rr_buf_addc(request->out, '\n');
    rr_buf_add_md_block(request->out, "sh", rr_buf_text(&text));
    rr_buf_addc(request->out, '\n');
    rr_buf_add_md_block(
        request->out, "yaml",
        "- allowAll: true\n  condition:\n"
        "    expression: resource.matchTag(\"ORG_ID/allUsersIngress\", \"True\")\n");
}

static void add_obstacle(const struct request *request, const struct rr_blocked *blocked)
{
    rr_buf_addc(request->out, '\n');
    add_name(request, _("Blocked by:"), blocked->by);
    add_item(request, _("What that means:"), blocked->why);
    for (size_t i = 0; i < blocked->n_roads; i++)
        add_item(request, _("A way that is left:"), blocked->roads[i]);
    bool is_domains = strcmp(blocked->by, "constraint:iam.allowedPolicyMemberDomains") == 0;
    if (is_domains && *request->plan->context.service != '\0')
        add_tag_exception(request);
}

static void add_obstacles(const struct request *request)
{
    if (count_about_all(request->plan) == 0)
        return;
    add_heading(request, _("What stands in the way"));
    for (size_t i = 0; i < request->plan->n_blocked; i++)
        if (is_about_all(&request->plan->blocked[i]))
            add_obstacle(request, &request->plan->blocked[i]);
}

/* ---- the end ---- */

static void add_rest(const struct request *request)
{
    const struct rr_plan *plan = request->plan;
    if (count_asked(plan) == plan->n_steps)
        return;
    add_heading(request, _("What I do myself"));
    rr_buf_addc(request->out, '\n');
    for (size_t i = 0; i < plan->n_steps; i++)
        if (!is_asked(plan, &plan->steps[i]))
            add_item(request, "", rr_step_title(&plan->steps[i], request->arena));
}

static void add_flag(struct rr_buf *out, const char *flag, const char *value)
{
    if (*value == '\0')
        return;
    rr_buf_printf(out, " %s ", flag);
    rr_buf_add_shell(out, value);
}

static void add_check(const struct request *request)
{
    const struct rr_context *context = &request->plan->context;
    RR_BUF_AUTO command = {0};
    rr_buf_add(&command, "runready check");
    add_flag(&command, "--project", context->project);
    add_flag(&command, "--region", context->region);
    add_flag(&command, "--service", context->service);
    add_flag(&command, "--preset", rr_preset_word(context->preset));
    add_flag(&command, "--access", rr_access_word(context->access));
    rr_buf_addc(&command, '\n');
    add_heading(request, _("Afterwards"));
    add_paragraph(request,
                  _("A grant acts everywhere after 2 minutes as a rule, sometimes after 7 or "
                    "more. The whole is checked by:"));
    rr_buf_addc(request->out, '\n');
    rr_buf_add_md_block(request->out, "sh", rr_buf_text(&command));
}

static void add_nothing(const struct request *request)
{
    size_t n = request->plan->n_steps;
    if (n == 0 && request->plan->is_complete)
        add_paragraph(request, _("Nothing has to be asked for: there is nothing to change."));
    else
        add_paragraph(request,
                      rr_arena_printf(request->arena,
                                      _("Nothing has to be asked for: no right is missing for the "
                                        "%zu changes of this plan, as far as it could be read. To "
                                        "make them: runready apply"),
                                      n));
}

const char *rr_plan_request(const struct rr_plan *plan,
                            const struct rr_observed *observed,
                            struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    const struct request request = {
        .plan = plan, .observed = observed, .arena = arena, .out = &out};
    size_t n = count_asked(plan);
    add_head(&request);
    if (n == 0 && count_about_all(plan) == 0) {
        add_nothing(&request);
        return rr_arena_str(arena, rr_buf_text(&out));
    }
    if (n > 0)
        add_summary(&request, n);
    size_t number = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        if (is_asked(plan, &plan->steps[i]))
            add_step(&request, &plan->steps[i], ++number);
    add_powers(&request);
    add_obstacles(&request);
    if (n > 0) {
        add_rest(&request);
        add_check(&request);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}
