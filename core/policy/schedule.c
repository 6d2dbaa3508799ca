/* The fields of a schedule as a table. Pure. */
#include "config.h"

#include "core/policy/schedule.h"

#include <assert.h>
#include <string.h>

#include "core/util/i18n.h"

static const struct {
    const char *path;
    const char *oauth_path; // where it differs
    const char *title;
    size_t offset;
} defs[RR_SCHEDULE_FIELD_COUNT] = {
    [RR_SCHEDULE_CRON] = {"schedule", NULL, N_("times"), offsetof(struct rr_schedule, cron)},
    [RR_SCHEDULE_TIME_ZONE] = {"timeZone", NULL, N_("time zone"),
                               offsetof(struct rr_schedule, time_zone)},
    [RR_SCHEDULE_URI] = {"httpTarget.uri", NULL, N_("URL"), offsetof(struct rr_schedule, uri)},
    [RR_SCHEDULE_METHOD] = {"httpTarget.httpMethod", NULL, N_("method"),
                            offsetof(struct rr_schedule, method)},
    [RR_SCHEDULE_BODY] = {"httpTarget.body", NULL, N_("body"), offsetof(struct rr_schedule, body)},
    [RR_SCHEDULE_CONTENT_TYPE] = {"httpTarget.headers", NULL, N_("headers"),
                                  offsetof(struct rr_schedule, content_type)},
    [RR_SCHEDULE_ACCOUNT] = {"httpTarget.oidcToken.serviceAccountEmail",
                             "httpTarget.oauthToken.serviceAccountEmail", N_("account"),
                             offsetof(struct rr_schedule, account)},
    [RR_SCHEDULE_AUDIENCE] = {"httpTarget.oidcToken.audience", NULL, N_("audience"),
                              offsetof(struct rr_schedule, audience)},
    [RR_SCHEDULE_DEADLINE] = {"attemptDeadline", NULL, N_("deadline"),
                              offsetof(struct rr_schedule, deadline)},
    [RR_SCHEDULE_RETRIES] = {"retryConfig.retryCount", NULL, N_("retries"),
                             offsetof(struct rr_schedule, retries)},
    [RR_SCHEDULE_STATE] = {"state", NULL, N_("state"), offsetof(struct rr_schedule, state)},
};

const char *rr_schedule_path(enum rr_schedule_field field, bool is_oauth)
{
    assert(field < RR_SCHEDULE_FIELD_COUNT);
    return is_oauth && defs[field].oauth_path != NULL ? defs[field].oauth_path : defs[field].path;
}

const char *rr_schedule_title(enum rr_schedule_field field)
{
    assert(field < RR_SCHEDULE_FIELD_COUNT);
    return _(defs[field].title);
}

const char *rr_schedule_text(const struct rr_schedule *schedule, enum rr_schedule_field field)
{
    assert(field < RR_SCHEDULE_FIELD_COUNT);
    const void *at = (const char *)schedule + defs[field].offset;
    return *(const char *const *)at;
}

void rr_schedule_set(struct rr_schedule *schedule, enum rr_schedule_field field, const char *text)
{
    assert(field < RR_SCHEDULE_FIELD_COUNT);
    void *at = (char *)schedule + defs[field].offset;
    *(const char **)at = text;
}

struct rr_schedule rr_schedule_empty(void)
{
    struct rr_schedule out = {.is_oauth = false};
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++)
        rr_schedule_set(&out, (enum rr_schedule_field)i, "");
    return out;
}

/* The service fills in its defaults; they are the same as nothing. */
static bool is_default(enum rr_schedule_field field, const char *text)
{
    static const char *const defaults[RR_SCHEDULE_FIELD_COUNT] = {
        [RR_SCHEDULE_METHOD] = "POST",
        [RR_SCHEDULE_DEADLINE] = "180s",
        [RR_SCHEDULE_RETRIES] = "0",
        [RR_SCHEDULE_STATE] = "ENABLED",
    };
    return defaults[field] != NULL && (*text == '\0' || strcmp(text, defaults[field]) == 0);
}

static bool is_same(enum rr_schedule_field field, const char *now, const char *wanted)
{
    if (strcmp(now, wanted) == 0)
        return true;
    return is_default(field, now) && is_default(field, wanted);
}

unsigned rr_schedule_differences(const struct rr_schedule *now, const struct rr_schedule *wanted)
{
    unsigned out = 0;
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        const char *text = rr_schedule_text(wanted, field);
        if (*text != '\0' && !is_same(field, rr_schedule_text(now, field), text))
            out |= 1U << i;
    }
    if (now->is_oauth != wanted->is_oauth)
        out |= 1U << RR_SCHEDULE_ACCOUNT;
    return out;
}

const char *rr_schedule_titles(unsigned fields, struct rr_arena *arena)
{
    const char *text = "";
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++)
        if ((fields >> i & 1) != 0)
            text = rr_arena_printf(arena, "%s%s%s", text, *text != '\0' ? ", " : "",
                                   rr_schedule_title((enum rr_schedule_field)i));
    return text;
}

enum rr_schedule_field rr_schedule_field_of(const char *path, bool is_oauth)
{
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++)
        if (strcmp(rr_schedule_path((enum rr_schedule_field)i, is_oauth), path) == 0)
            return (enum rr_schedule_field)i;
    return RR_SCHEDULE_FIELD_COUNT;
}
