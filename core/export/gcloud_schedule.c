/* A job of Cloud Scheduler as gcloud commands. Pure. */
#include "config.h"

#include <string.h>

#include "core/export/gcloud.h"
#include "core/util/str.h"

static const char *flag_of(enum rr_schedule_field field, const struct rr_schedule *schedule)
{
    switch (field) {
    case RR_SCHEDULE_CRON:
        return "--schedule";
    case RR_SCHEDULE_TIME_ZONE:
        return "--time-zone";
    case RR_SCHEDULE_URI:
        return "--uri";
    case RR_SCHEDULE_METHOD:
        return "--http-method";
    case RR_SCHEDULE_ACCOUNT:
        return schedule->is_oauth ? "--oauth-service-account-email"
                                  : "--oidc-service-account-email";
    case RR_SCHEDULE_AUDIENCE:
        return "--oidc-token-audience";
    case RR_SCHEDULE_DEADLINE:
        return "--attempt-deadline";
    case RR_SCHEDULE_RETRIES:
        return "--max-retry-attempts";
    case RR_SCHEDULE_BODY:
    case RR_SCHEDULE_CONTENT_TYPE:
    case RR_SCHEDULE_STATE:
    case RR_SCHEDULE_FIELD_COUNT:
        break;
    }
    return NULL;
}

/* "gcloud scheduler jobs VERB JOB --location=... --project=...": the job may be in another region. */
static void add_job(struct rr_buf *out, const struct rr_gcloud *gcloud, const char *verb)
{
    static const char before[] = "/locations/";
    const char *resource = gcloud->step->resource;
    const char *location = strstr(resource, before);
    location = location != NULL ? location + sizeof before - 1 : resource;
    RR_BUF_AUTO id = {0};
    rr_buf_addn(&id, location, strcspn(location, "/"));
    rr_buf_printf(out, "gcloud scheduler jobs %s ", verb);
    rr_buf_add_shell(out, rr_str_after_last(resource, '/'));
    rr_gcloud_flag(out, "--location", rr_buf_text(&id));
    rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
}

static bool has_field(unsigned fields, const struct rr_schedule *schedule, int field)
{
    return (fields >> field & 1) != 0 &&
           *rr_schedule_text(schedule, (enum rr_schedule_field)field) != '\0';
}

static void add_fields(struct rr_buf *out,
                       const struct rr_schedule *schedule,
                       unsigned fields,
                       const char *headers_flag)
{
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        const char *flag = flag_of(field, schedule);
        if (flag != NULL && has_field(fields, schedule, i))
            rr_gcloud_flag(out, flag, rr_schedule_text(schedule, field));
    }
    if (has_field(fields, schedule, RR_SCHEDULE_BODY)) {
        rr_buf_add(out, " \\\n  --message-body=\"$(printf %s ");
        rr_buf_add_shell(out, schedule->body);
        rr_buf_add(out, " | base64 -d)\"");
    }
    if (has_field(fields, schedule, RR_SCHEDULE_CONTENT_TYPE)) {
        rr_buf_printf(out, " \\\n  %s=Content-Type=", headers_flag);
        rr_buf_add_shell(out, schedule->content_type);
    }
}

static void add_create(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    add_job(out, gcloud, "describe");
    rr_buf_add(out, " >/dev/null 2>&1 ||\n");
    add_job(out, gcloud, "create http");
    add_fields(out, gcloud->step->schedule, gcloud->step->fields, "--headers");
    rr_buf_addc(out, '\n');
}

/* The changed fields as `schedule` has them, and its state by a command of its own. */
static void
add_update(struct rr_buf *out, const struct rr_gcloud *gcloud, const struct rr_schedule *schedule)
{
    unsigned state = 1U << RR_SCHEDULE_STATE;
    unsigned fields = gcloud->step->fields;
    if ((fields & ~state) != 0) {
        add_job(out, gcloud, "update http");
        add_fields(out, schedule, fields, "--update-headers");
        rr_buf_addc(out, '\n');
    }
    if ((fields & state) != 0) {
        add_job(out, gcloud, strcmp(schedule->state, "PAUSED") == 0 ? "pause" : "resume");
        rr_buf_addc(out, '\n');
    }
}

void rr_gcloud_schedule(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    const struct rr_step *step = gcloud->step;
    bool is_update = step->kind == RR_STEP_UPDATE_SCHEDULE;
    if (gcloud->what == RR_COMMAND_VERIFY) {
        add_job(out, gcloud, "describe");
        rr_gcloud_flag(out, "--format", "value(name,schedule,timeZone,state)");
        rr_buf_addc(out, '\n');
    } else if (is_update) {
        bool is_undo = gcloud->what == RR_COMMAND_UNDO && step->schedule_before != NULL;
        add_update(out, gcloud, is_undo ? step->schedule_before : step->schedule);
    } else if (gcloud->what == RR_COMMAND_UNDO) {
        add_job(out, gcloud, "delete");
        rr_buf_addc(out, '\n');
    } else {
        add_create(out, gcloud);
    }
}
