/*
 * The table of sources and the order of asking. What a source does is its own file's business; here
 * is only who is asked next, who waits, and what is in force.
 */
#include "config.h"

#include "core/auth/auth.h"

#include <stdlib.h>
#include <string.h>

#include "core/auth/auth_private.h"
#include "core/auth/keyring.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

/* Refresh when less is left (google-auth: REFRESH_THRESHOLD is 3:45; Google's advice is 5 minutes). */
enum { MIN_LEFT_MS = 5 * 60 * 1000 };

/* First come, first used. Source of the order: google/auth/_default.py, with gcloud's own switches first. */
static const struct rr_auth_source sources[] = {
    {"none", N_("no sign-in"), rr_auth_start_disabled, NULL},
    {"env-token", N_("access token in GOOGLE_OAUTH_ACCESS_TOKEN"), rr_auth_start_env_token, NULL},
    {"token-file", N_("access token file"), rr_auth_start_token_file, NULL},
    {"named-file", N_("file in GOOGLE_APPLICATION_CREDENTIALS"), rr_auth_start_named_file, NULL},
    {"keyring", N_("sign-in of runready login"), rr_auth_start_keyring, rr_auth_cache_token},
    {"adc", N_("application default credentials"), rr_auth_start_adc, NULL},
    {"gcloud", N_("login of gcloud"), rr_auth_start_gcloud, NULL},
    {"metadata", N_("metadata server"), rr_auth_start_metadata, NULL},
};
enum { N_SOURCES = sizeof sources / sizeof *sources };

struct rr_auth *rr_auth_new(const struct rr_auth_options *options)
{
    struct rr_auth *auth = rr_xcalloc(1, sizeof *auth);
    auth->http = options->http;
    if (options->env != NULL)
        auth->env = *options->env;
    if (options->clock != NULL)
        auth->clock = *options->clock;
    auth->gcloud = options->gcloud;
    auth->secrets = options->secrets;
    auth->no_sign_in = options->no_sign_in;
    auth->act_as = rr_arena_str(&auth->texts, options->act_as);
    return auth;
}

static void end_job(struct rr_auth *auth)
{
    void *job = auth->job;
    auth->job = NULL;
    if (job != NULL)
        auth->free_job(auth, job);
}

void rr_auth_take_job(struct rr_auth *auth,
                      void *job,
                      void (*free_job)(struct rr_auth *auth, void *job))
{
    end_job(auth);
    auth->job = job;
    auth->free_job = free_job;
}

void rr_auth_free(struct rr_auth *auth)
{
    if (auth == NULL)
        return;
    end_job(auth);
    if (auth->secrets != NULL)
        rr_secret_forget(auth->secrets, auth->cache_ticket);
    rr_sensitive_free(&auth->token);
    rr_sensitive_free(&auth->kept);
    rr_arena_free(&auth->attempt);
    rr_arena_free(&auth->texts);
    free(auth->waiters);
    free(auth->notes);
    free(auth);
}

/* Everyone who waits now gets the same answer; a callback may take others' questions back. */
static void tell_all(struct rr_auth *auth, const struct rr_err *err)
{
    auth->is_running = false;
    for (size_t n = auth->n_waiters; n > 0 && auth->n_waiters > 0; n--) {
        struct rr_auth_waiter waiter = auth->waiters[0];
        auth->n_waiters--;
        memmove(auth->waiters, auth->waiters + 1, auth->n_waiters * sizeof *auth->waiters);
        waiter.fn(waiter.data, err == NULL ? &auth->current : NULL, err);
    }
}

void rr_auth_fail(struct rr_auth *auth, const struct rr_err *err)
{
    struct rr_err copy = *err;
    end_job(auth);
    tell_all(auth, &copy);
}

static void fail_not_signed_in(struct rr_auth *auth)
{
    struct rr_err err = {0};
    rr_err_set(&err, RR_NOT_SIGNED_IN, _("Not signed in to Google Cloud"));
    struct rr_buf text = {.max = sizeof err.detail - 1};
    rr_buf_add(&text, _("Run: gcloud auth application-default login"));
    rr_buf_add(&text, "\n");
    rr_buf_add(&text, _("Looked for:"));
    // The first row is a switch, not a place where somebody could be signed in.
    for (size_t i = 1; i < auth->n_notes; i++)
        rr_buf_printf(&text, "\n- %s: %s", auth->notes[i].title, auth->notes[i].why);
    rr_buf_addc(&text, '\n');
    rr_buf_add(&text, _("All the ways on this machine: runready whoami"));
    rr_err_detail(&err, "%s", rr_buf_text(&text));
    rr_buf_free(&text);
    rr_auth_fail(auth, &err);
}

static void note(struct rr_auth *auth, const struct rr_auth_source *source, const char *why)
{
    *rr_vec_push(auth, notes) = (struct rr_auth_note){
        .source = source->id, .title = _(source->title), .why = rr_arena_str(&auth->texts, why)};
}

static void start_source(struct rr_auth *auth)
{
    auth->about = (struct rr_auth_about){0};
    rr_arena_free(&auth->attempt);
    sources[auth->i_source].start(auth);
}

void rr_auth_pass(struct rr_auth *auth, const char *why)
{
    note(auth, &sources[auth->i_source], why);
    end_job(auth);
    if (auth->has_current) {
        // Another source could be another person; a run does not change hands on the way.
        struct rr_err err = {0};
        rr_err_set(&err, RR_NOT_SIGNED_IN, _("The sign-in is gone: %s"), auth->current.title);
        rr_err_detail(&err, "%s", auth->notes[auth->n_notes - 1].why);
        rr_auth_fail(auth, &err);
    } else if (++auth->i_source < N_SOURCES) {
        start_source(auth);
    } else {
        fail_not_signed_in(auth);
    }
}

/* Length of a token behind `*start`, blanks at both ends taken off; 0 when it is none. */
static size_t token_length(const char **start)
{
    const char *text = *start + strspn(*start, " \t\r\n");
    size_t n = 0;
    while (text[n] > ' ' && text[n] < 0x7F)
        n++;
    *start = text;
    return text[n + strspn(text + n, " \t\r\n")] == '\0' ? n : 0;
}

static const char *choose_quota_project(struct rr_auth *auth)
{
    const char *project = rr_env_get(&auth->env, "GOOGLE_CLOUD_QUOTA_PROJECT");
    if (project == NULL)
        project = auth->about.quota_project;
    if (rr_str_is_empty(project))
        project = rr_gcloud_property(auth->gcloud, "billing", "quota_project");
    // gcloud's own words for "the project at hand", which each call names itself.
    if (rr_str_eq(project, "CURRENT_PROJECT") || rr_str_eq(project, "LEGACY") ||
        rr_str_eq(project, "CURRENT_PROJECT_WITH_FALLBACK"))
        project = "";
    return rr_arena_str(&auth->texts, project);
}

/* What does not change with a new token. */
static void describe_current(struct rr_auth *auth)
{
    const struct rr_auth_about *about = &auth->about;
    const struct rr_auth_source *source = &sources[auth->i_source];
    struct rr_credential *current = &auth->current;
    current->kind = about->kind;
    current->source = source->id;
    current->title = _(source->title);
    current->type = rr_arena_str(&auth->texts, about->type);
    current->path = rr_arena_str(&auth->texts, about->path);
    current->account = rr_arena_str(&auth->texts, about->account);
    current->base_account = rr_arena_str(&auth->texts, about->base_account);
    current->is_acting = about->is_acting;
    current->quota_project = choose_quota_project(auth);
    auth->has_current = true;
}

static void put_current(struct rr_auth *auth, int64_t lifetime_s)
{
    const struct rr_auth_source *source = &sources[auth->i_source];
    struct rr_credential *current = &auth->current;
    int64_t now_ms = rr_clock_wall_ms(&auth->clock);
    current->token = rr_sensitive_text(&auth->token);
    current->expires_ms = lifetime_s > 0 ? now_ms + lifetime_s * 1000 : 0;
    current->serial++;
    auth->is_refused = false;
    if (!auth->has_current)
        describe_current(auth);
    if (source->took != NULL && !current->is_acting)
        source->took(auth);
}

static void fail_no_token(struct rr_auth *auth)
{
    struct rr_err err = {0};
    rr_err_set(&err, RR_NOT_SIGNED_IN, _("This is no access token: %s"),
               _(sources[auth->i_source].title));
    rr_err_detail(&err, _("It is empty, or holds blanks, line breaks or other characters that a "
                          "token does not have."));
    rr_auth_fail(auth, &err);
}

void rr_auth_found(struct rr_auth *auth, const char *token, int64_t lifetime_s)
{
    const char *start = token;
    size_t n = token_length(&start);
    if (auth->about.kind != RR_AUTH_NONE && n == 0) {
        fail_no_token(auth);
    } else if (auth->about.acting.url != NULL) {
        rr_auth_act(auth, &auth->about.acting, start, n);
    } else if (auth->about.kind != RR_AUTH_NONE && !auth->about.is_set_acting &&
               *rr_auth_act_as(auth) != '\0') {
        rr_auth_act_as_set(auth, start, n);
    } else {
        rr_sensitive_set(&auth->token, NULL, start, n);
        put_current(auth, lifetime_s);
        end_job(auth);
        tell_all(auth, NULL);
    }
}

static bool is_good(const struct rr_auth *auth)
{
    if (!auth->has_current || auth->is_refused)
        return false;
    int64_t left_ms = auth->current.expires_ms - rr_clock_wall_ms(&auth->clock);
    return auth->current.expires_ms == 0 || left_ms >= MIN_LEFT_MS;
}

void rr_auth_ask(struct rr_auth *auth, rr_auth_fn *fn, void *data)
{
    if (is_good(auth)) {
        fn(data, &auth->current, NULL);
        return;
    }
    *rr_vec_push(auth, waiters) = (struct rr_auth_waiter){.fn = fn, .data = data};
    if (auth->is_running)
        return;
    auth->is_running = true;
    if (!auth->has_current) {
        auth->i_source = 0;
        auth->n_notes = 0;
    }
    start_source(auth);
}

const char *rr_auth_universe(const struct rr_auth *auth)
{
    const char *universe = rr_gcloud_property(auth->gcloud, "core", "universe_domain");
    return *universe != '\0' ? universe : "googleapis.com";
}

void rr_auth_forget(struct rr_auth *auth, const void *data)
{
    size_t n = 0;
    for (size_t i = 0; i < auth->n_waiters; i++)
        if (auth->waiters[i].data != data)
            auth->waiters[n++] = auth->waiters[i];
    auth->n_waiters = n;
}

void rr_auth_refuse(struct rr_auth *auth, unsigned serial)
{
    if (auth->has_current && auth->current.serial == serial)
        auth->is_refused = true;
}

const struct rr_credential *rr_auth_current(const struct rr_auth *auth)
{
    return auth->has_current ? &auth->current : NULL;
}

const struct rr_auth_note *rr_auth_notes(const struct rr_auth *auth, size_t *n)
{
    *n = auth->n_notes;
    return auth->notes;
}
