/*
 * What the person wants, as a value: words for the choices, and the form of what was typed. Whether
 * the choices fit each other or the project is judged elsewhere.
 */
#include "config.h"

#include "runready/context.h"

#include "core/policy/cron.h"
#include "core/policy/names.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static const char *const preset_words[] = {
    [RR_PRESET_GUIDE] = "guide",
    [RR_PRESET_MINIMAL] = "minimal",
    [RR_PRESET_SCOPED] = "scoped",
};

static const char *const access_words[] = {
    [RR_ACCESS_PRIVATE] = "private",
    [RR_ACCESS_PUBLIC] = "public",
    [RR_ACCESS_SCHEDULED] = "scheduled",
    [RR_ACCESS_IAP] = "iap",
    [RR_ACCESS_NO_INVOKER_CHECK] = "no-invoker-check",
};

static const char *const use_case_words[] = {
    [RR_USE_API] = "api",
    [RR_USE_PUBLIC] = "public",
    [RR_USE_BATCH] = "batch",
    [RR_USE_PIPELINE] = "pipeline",
};

_Static_assert(sizeof preset_words / sizeof *preset_words == RR_PRESET_COUNT, "a word for each");
_Static_assert(sizeof access_words / sizeof *access_words == RR_ACCESS_COUNT, "a word for each");
_Static_assert(sizeof use_case_words / sizeof *use_case_words == RR_USE_COUNT, "a word for each");

/* Index of `word`, or -1. */
static int find_word(const char *const *words, int n, const char *word)
{
    for (int i = 0; i < n; i++)
        if (rr_str_eq(words[i], word))
            return i;
    return -1;
}

struct rr_context rr_context_default(void)
{
    return (struct rr_context){
        .project = "",
        .region = "",
        .service = "",
        .source = "",
        .build_account = "",
        .runtime_account = "",
        .repository = "",
        .use_case = RR_USE_API,
        .preset = RR_PRESET_GUIDE,
        .access = RR_ACCESS_PRIVATE,
        .schedule = "",
        .time_zone = "",
        .path = "",
        .job = "",
        .method = "",
        .body = "",
        .deadline = "",
        .retries = "",
    };
}

struct rr_context rr_context_copy(const struct rr_context *context, struct rr_arena *arena)
{
    struct rr_context copy = *context;
    const char **texts[] = {&copy.project,    &copy.region,        &copy.service,
                            &copy.source,     &copy.build_account, &copy.runtime_account,
                            &copy.repository, &copy.schedule,      &copy.time_zone,
                            &copy.path,       &copy.job,           &copy.method,
                            &copy.body,       &copy.deadline,      &copy.retries};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = rr_arena_str(arena, *texts[i]);
    return copy;
}

const char *rr_preset_word(enum rr_preset preset)
{
    return preset < RR_PRESET_COUNT ? preset_words[preset] : "";
}

bool rr_preset_parse(const char *word, enum rr_preset *out)
{
    int i = find_word(preset_words, RR_PRESET_COUNT, word);
    if (i >= 0)
        *out = (enum rr_preset)i;
    return i >= 0;
}

const char *rr_access_word(enum rr_access_choice access)
{
    return access < RR_ACCESS_COUNT ? access_words[access] : "";
}

bool rr_access_parse(const char *word, enum rr_access_choice *out)
{
    int i = find_word(access_words, RR_ACCESS_COUNT, word);
    if (i >= 0)
        *out = (enum rr_access_choice)i;
    return i >= 0;
}

const char *rr_use_case_word(enum rr_use_case use_case)
{
    return use_case < RR_USE_COUNT ? use_case_words[use_case] : "";
}

bool rr_use_case_parse(const char *word, enum rr_use_case *out)
{
    int i = find_word(use_case_words, RR_USE_COUNT, word);
    if (i >= 0)
        *out = (enum rr_use_case)i;
    return i >= 0;
}

/* A value that is given must pass; `what` (may be NULL) says which of two alike values it is. */
static bool check(const char *text,
                  bool (*fn)(const char *text, struct rr_err *err),
                  const char *what,
                  struct rr_err *err)
{
    if (rr_str_is_empty(text) || fn(text, err))
        return true;
    return what != NULL ? rr_err_prefix(err, "%s", what) : false;
}

bool rr_context_wants_builder(const struct rr_context *context)
{
    return rr_str_eq(context->build_account, "new");
}

static bool check_build_account(const char *text, struct rr_err *err)
{
    return rr_str_eq(text, "new") || rr_name_check_account(text, err);
}

bool rr_context_check(const struct rr_context *context, struct rr_err *err)
{
    return check(context->project, rr_name_check_project, NULL, err) &&
           check(context->region, rr_name_check_region, NULL, err) &&
           check(context->service, rr_name_check_service, NULL, err) &&
           (context->port == 0 || rr_name_check_port_number(context->port, err)) &&
           check(context->build_account, check_build_account, _("Build account"), err) &&
           check(context->runtime_account, rr_name_check_account, _("Runtime account"), err) &&
           check(context->repository, rr_name_check_repository, NULL, err) &&
           check(context->schedule, rr_cron_check, NULL, err) &&
           check(context->time_zone, rr_name_check_time_zone, NULL, err) &&
           check(context->path, rr_name_check_path, NULL, err) &&
           check(context->job, rr_name_check_job, NULL, err) &&
           check(context->method, rr_name_check_method, NULL, err) &&
           check(context->deadline, rr_name_check_deadline, NULL, err) &&
           check(context->retries, rr_name_check_retries, NULL, err);
}

bool rr_context_is_job(const struct rr_context *context)
{
    return context->use_case == RR_USE_PIPELINE;
}

const char *rr_context_repository(const struct rr_context *context)
{
    return rr_str_is_empty(context->repository) ? "cloud-run-source-deploy" : context->repository;
}
