/* runready check: the findings in words, station by station. */
#include "config.h"

#include <string.h>

#include "cli/check_json.h"
#include "cli/front.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

static const char *station_title(enum rr_station station)
{
    static const char *const titles[RR_STATION_COUNT] = {
        [RR_STATION_SOURCE] = N_("Source"),
        [RR_STATION_BUILD] = N_("Cloud Build"),
        [RR_STATION_REGISTRY] = N_("Artifact Registry"),
        [RR_STATION_RUN] = N_("Cloud Run"),
        [RR_STATION_SCHEDULER] = N_("Cloud Scheduler"),
        [RR_STATION_ACCESS] = N_("Access"),
        [RR_STATION_CALLER] = N_("You"),
    };
    return _(titles[station]);
}

/* A sign for each state, so that colour is never needed; the word stands beside it. */
static const char *state_sign(enum rr_finding_state state)
{
    static const char *const signs[RR_FINDING_STATE_COUNT] = {
        [RR_FINDING_OK] = "+",      [RR_FINDING_MISSING] = "-", [RR_FINDING_BLOCKED] = "x",
        [RR_FINDING_WARNING] = "!", [RR_FINDING_UNKNOWN] = "?",
    };
    return signs[state];
}

static const char *state_title(enum rr_finding_state state)
{
    static const char *const titles[RR_FINDING_STATE_COUNT] = {
        [RR_FINDING_OK] = N_("ok"),           [RR_FINDING_MISSING] = N_("missing"),
        [RR_FINDING_BLOCKED] = N_("blocked"), [RR_FINDING_WARNING] = N_("note"),
        [RR_FINDING_UNKNOWN] = N_("unknown"),
    };
    return _(titles[state]);
}

static size_t state_columns(void)
{
    size_t widest = 0;
    for (int state = 0; state < RR_FINDING_STATE_COUNT; state++) {
        size_t width = rr_text_width(state_title((enum rr_finding_state)state));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void add_text(struct rr_buf *out, const char *label, const char *text)
{
    enum { PAGE_COLUMNS = 80 };
    static const char indent[] = "              ";
    if (*text == '\0')
        return;
    RR_BUF_AUTO line = {0};
    rr_buf_add(&line, label);
    rr_buf_add_visible(&line, text);
    rr_buf_add_wrapped(out, rr_buf_text(&line), indent, PAGE_COLUMNS);
}

static void add_finding(struct rr_buf *out, const struct rr_finding *finding)
{
    rr_buf_printf(out, "  %s ", state_sign(finding->state));
    rr_buf_add_padded(out, state_title(finding->state), state_columns());
    rr_buf_add(out, "  ");
    rr_buf_add_visible(out, finding->title);
    if (*finding->role != '\0')
        rr_buf_printf(out, "  %s", finding->role);
    rr_buf_addc(out, '\n');
    if (*finding->via != '\0')
        add_text(out, _("given by "), finding->via);
    bool is_account = strstr(finding->id, "ACCOUNT") != NULL;
    bool shows_all = finding->state != RR_FINDING_OK;
    for (size_t i = 0; i < finding->n_evidence && (shows_all || (is_account && i == 0)); i++)
        add_text(out, "", finding->evidence[i]);
    if (shows_all)
        add_text(out, "", finding->why);
}

static size_t count(const struct rr_findings *findings, enum rr_finding_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n_items; i++)
        n += findings->items[i].state == state && findings->items[i].is_required;
    return n;
}

static void add_sum(struct rr_buf *out, const struct rr_findings *findings)
{
    if (findings->is_ready) {
        rr_buf_add(out, _("\nReady: a deploy from source has what it needs.\n"));
        return;
    }
    rr_buf_printf(out,
                  _("\nNot ready: %zu missing, %zu blocked, %zu unknown. Nothing was changed.\n"),
                  count(findings, RR_FINDING_MISSING), count(findings, RR_FINDING_BLOCKED),
                  count(findings, RR_FINDING_UNKNOWN));
    rr_buf_add(out, _("The changes that would help: runready plan\n"));
}

static void add_page(struct rr_buf *out,
                     const struct front *front,
                     const struct rr_observed *observed,
                     const struct rr_findings *findings)
{
    front_add_head(front, "check", observed, out);
    enum rr_station station = RR_STATION_COUNT;
    for (size_t i = 0; i < findings->n_items; i++) {
        const struct rr_finding *finding = &findings->items[i];
        if (finding->station != station)
            rr_buf_printf(out, "\n%s\n", station_title(finding->station));
        station = finding->station;
        add_finding(out, finding);
    }
    add_sum(out, findings);
}

static int status_of(const struct rr_findings *findings)
{
    if (findings->is_ready)
        return EXIT_READY;
    if (findings->is_blocked)
        return EXIT_BLOCKED;
    for (size_t i = 0; i < findings->n_items; i++)
        if (findings->items[i].is_required && findings->items[i].is_read_error)
            return EXIT_NETWORK;
    return EXIT_NOT_READY;
}

int command_check(struct front *front)
{
    struct rr_err err = {0};
    if (!front_open(front, true, &err))
        return front_fail(&err);
    const struct rr_context *context = &front->options.context;
    struct rr_observed *observed = front_gather(front, context, &err);
    if (observed == NULL)
        return front_fail(&err);
    struct rr_findings findings = rr_judge(context, observed, &front->arena);
    RR_BUF_AUTO out = {0};
    if (front->options.json) {
        rr_buf_add(&out, check_json(context, observed, &findings, &front->arena));
    } else {
        add_page(&out, front, observed, &findings);
    }
    int status = front_print(rr_buf_text(&out)) ? status_of(&findings) : EXIT_USAGE;
    rr_observed_free(observed);
    return status;
}
