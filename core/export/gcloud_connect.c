/* The commands around the service: its deploy, its callers, its account. Pure. */
#include "config.h"

#include <string.h>

#include "core/export/gcloud.h"
#include "core/policy/invoker.h"
#include "core/util/str.h"

static const char *name_of(const struct rr_gcloud *gcloud)
{
    return rr_str_after_last(gcloud->step->resource, '/');
}

static void add_place(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    rr_gcloud_flag(out, "--region", gcloud->plan->context.region);
    rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
}

/* "gcloud run services VERB NAME --region=... --project=..." */
static void add_service(struct rr_buf *out, const struct rr_gcloud *gcloud, const char *verb)
{
    rr_buf_printf(out, "gcloud run %s %s ",
                  rr_context_is_job(&gcloud->plan->context) ? "jobs" : "services", verb);
    rr_buf_add_shell(out, name_of(gcloud));
    add_place(out, gcloud);
}

void rr_gcloud_service_grant(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    add_service(out, gcloud, rr_gcloud_grant_verb(gcloud->what));
    rr_gcloud_grant_end(out, gcloud);
}

/* ---- the account that calls ---- */

static void add_account(struct rr_buf *out, const struct rr_gcloud *gcloud, const char *verb)
{
    rr_buf_printf(out, "gcloud iam service-accounts %s ", verb);
    rr_buf_add_shell(out, name_of(gcloud));
    rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
}

static void add_account_create(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    const char *email = name_of(gcloud);
    RR_BUF_AUTO id = {0};
    rr_buf_addn(&id, email, strcspn(email, "@"));
    rr_buf_add(out, "gcloud iam service-accounts create ");
    rr_buf_add_shell(out, rr_buf_text(&id));
    rr_gcloud_flag(out, "--display-name", rr_account_title(email));
    rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
}

void rr_gcloud_account(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    switch (gcloud->what) {
    case RR_COMMAND_DO:
        add_account(out, gcloud, "describe");
        rr_buf_add(out, " >/dev/null 2>&1 ||\n");
        add_account_create(out, gcloud);
        break;
    case RR_COMMAND_VERIFY:
        add_account(out, gcloud, "describe");
        rr_gcloud_flag(out, "--format", "value(email)");
        break;
    case RR_COMMAND_UNDO:
        add_account(out, gcloud, "delete");
        break;
    }
    rr_buf_addc(out, '\n');
}

/* ---- switches of the service ---- */

/* The annotations as gcloud prints them: gcp-apis 9.1, 9.6. */
static void add_switch_check(struct rr_buf *out, const struct rr_gcloud *gcloud, bool is_iap)
{
    add_service(out, gcloud, "describe");
    rr_gcloud_flag(out, "--format", "yaml(metadata.annotations)");
    rr_buf_printf(out, " |\n  grep -i -e \"%s: 'true'\"\n",
                  is_iap ? "iap-enabled" : "invoker-iam-disabled");
}

void rr_gcloud_switch(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    bool is_iap = gcloud->step->kind == RR_STEP_ENABLE_IAP;
    bool is_undo = gcloud->what == RR_COMMAND_UNDO;
    if (gcloud->what == RR_COMMAND_VERIFY) {
        add_switch_check(out, gcloud, is_iap);
        return;
    }
    rr_buf_printf(out, "gcloud %srun services update ", is_iap ? "beta " : "");
    rr_buf_add_shell(out, name_of(gcloud));
    if (is_iap)
        rr_buf_add(out, is_undo ? " \\\n  --no-iap" : " \\\n  --iap");
    else
        rr_buf_add(out, is_undo ? " \\\n  --invoker-iam-check" : " \\\n  --no-invoker-iam-check");
    add_place(out, gcloud);
    rr_buf_addc(out, '\n');
}

/* ---- the deploy ---- */

static void add_deploy(struct rr_buf *out, const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_command; i++) {
        if (i > 0)
            rr_buf_add(out, step->command[i][0] == '-' ? " \\\n  " : " ");
        rr_buf_add_shell(out, step->command[i]);
    }
}

/* What is taken back of a deploy is the traffic: the revisions to choose from are listed. */
static void add_revisions(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    rr_buf_add(out, "gcloud run revisions list");
    rr_gcloud_flag(out, "--service", name_of(gcloud));
    add_place(out, gcloud);
}

void rr_gcloud_deploy(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    if (gcloud->what == RR_COMMAND_DO) {
        add_deploy(out, gcloud->step);
    } else if (gcloud->what == RR_COMMAND_UNDO) {
        add_revisions(out, gcloud);
    } else {
        add_service(out, gcloud, "describe");
        rr_gcloud_flag(out, "--format", "value(metadata.name,status.url)");
    }
    rr_buf_addc(out, '\n');
}
