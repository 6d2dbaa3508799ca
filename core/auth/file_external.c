/*
 * Workload and workforce identity: another provider's token, from a file or an address, is handed in
 * for Google's at the Security Token Service.
 * Source: google/auth/identity_pool.py, external_account.py; RFC 8693; gcp-apis 12.4.
 */
#include "config.h"

#include <string.h>

#include "core/auth/credential_file.h"
#include "core/auth/oauth.h"
#include "core/auth/subject_token.h"
#include "core/net/json.h"
#include "core/net/url.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

enum { LIFETIME_S = 3600, MIN_LIFETIME_S = 600, MAX_LIFETIME_S = 43200 };

static const char grant_type[] = "urn:ietf:params:oauth:grant-type:token-exchange";
static const char wanted_type[] = "urn:ietf:params:oauth:token-type:access_token";
static const char base_variable[] = "CLOUDSDK_API_ENDPOINT_OVERRIDES_STS";

/* What the exchange takes beside the subject token. Not secret but for `header`; texts in the attempt. */
struct job {
    struct rr_auth *auth;
    struct rr_subject_token *subject;
    const char *url;
    const char *audience;
    const char *subject_token_type;
    const char *options; // "" = none
    struct rr_sensitive header;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    (void)auth;
    rr_subject_token_free(job->subject);
    rr_sensitive_free(&job->header);
    free(job);
}

bool rr_sts_url(struct rr_auth *auth,
                const char *token_url,
                const char *what,
                const char **out,
                struct rr_err *err)
{
    struct rr_url named = {0};
    struct rr_url base = {0};
    const char *override = rr_env_get(&auth->env, base_variable);
    const char *fault = rr_url_read_trusted(token_url, rr_auth_universe(auth), &named);
    base = named;
    bool is_placed = fault == NULL && override != NULL && !named.is_loopback;
    if (is_placed)
        fault = rr_url_read_trusted(override, rr_auth_universe(auth), &base);
    if (fault != NULL) {
        rr_err_set(err, is_placed ? RR_BAD_INPUT : RR_NOT_SIGNED_IN,
                   _("%s cannot be used as the address of an API"),
                   is_placed ? base_variable : what);
        return rr_err_detail(err, "%s", _(fault));
    }
    *out = rr_arena_printf(&auth->attempt, "%s%s", base.origin, named.path);
    return true;
}

static void on_subject(void *data, const char *token, const struct rr_err *err)
{
    struct job *job = data;
    struct rr_auth *auth = job->auth;
    if (err != NULL) {
        rr_auth_fail(auth, err);
        return;
    }
    struct rr_buf form;
    struct rr_oauth_request request = {
        .grant = RR_GRANT_EXCHANGE, .url = job->url, .login_command = auth->about.login_command};
    rr_form_init(&form, grant_type);
    rr_form_add(&form, "audience", job->audience);
    rr_form_add(&form, "scope", RR_AUTH_SCOPE);
    rr_form_add(&form, "requested_token_type", wanted_type);
    rr_form_add(&form, "subject_token", token);
    rr_form_add(&form, "subject_token_type", job->subject_token_type);
    if (*job->options != '\0')
        rr_form_add(&form, "options", job->options);
    request.form = rr_buf_text(&form);
    request.header = job->header.len > 0 ? rr_sensitive_text(&job->header) : NULL;
    rr_oauth_start(auth, &request); // ends this job
    rr_form_free(&form);
}

/* Sources that only name a program or a service of another cloud. */
static const struct {
    const char *field;
    const char *fault;
} unread[] = {
    {"environment_id",
     N_("asks for AWS, which runready does not speak; use \"file\" or \"url\", or sign in with "
        "gcloud: gcloud auth login --cred-file=FILE")},
    {"executable", N_("asks to run a program, which runready does not do; use \"file\" or \"url\", "
                      "or sign in with gcloud: gcloud auth login --cred-file=FILE")},
    {"certificate",
     N_("asks for a client certificate, which runready does not use; use \"file\" or \"url\", or "
        "sign in with gcloud: gcloud auth login --cred-file=FILE")},
};

static bool check_source(const struct rr_credential_file *file, struct rr_err *err)
{
    struct json_object *source = rr_json_obj(file->tree, "credential_source");
    if (source == NULL)
        return rr_credential_fault(file, "credential_source", _("is missing, or no object"), err);
    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++) {
        if (!json_object_object_get_ex(source, unread[i].field, NULL))
            continue;
        rr_err_set(err, RR_NOT_SIGNED_IN, _("%s holds credentials that runready does not read"),
                   file->path);
        return rr_err_detail(err, "\"credential_source.%s\" %s", unread[i].field,
                             _(unread[i].fault));
    }
    return true;
}

static bool
read_acting(struct rr_auth *auth, const struct rr_credential_file *file, struct rr_err *err)
{
    struct rr_auth_acting acting = {.delegates = "[]", .lifetime_s = LIFETIME_S};
    struct json_object *more = rr_json_obj(file->tree, "service_account_impersonation");
    int64_t lifetime_s = rr_json_int(more, "token_lifetime_seconds");
    if (!json_object_object_get_ex(file->tree, "service_account_impersonation_url", NULL))
        return true;
    if (!rr_credential_acting(auth, file, &acting, err))
        return false;
    if (lifetime_s != 0 && (lifetime_s < MIN_LIFETIME_S || lifetime_s > MAX_LIFETIME_S))
        return rr_credential_fault(file, "service_account_impersonation.token_lifetime_seconds",
                                   _("is not between 600 and 43200"), err);
    if (lifetime_s != 0)
        acting.lifetime_s = (int)lifetime_s;
    if (*file->inside != '\0')
        return rr_credential_fault(file, "service_account_impersonation_url",
                                   _("cannot stand there"), err);
    auth->about.acting = acting;
    return true;
}

/* A client of the pool's own stands for the project, so Google wants one or the other. */
static void read_client(struct job *job, const struct rr_credential_file *file)
{
    const char *id = rr_json_str(file->tree, "client_id");
    const char *project = rr_json_str(file->tree, "workforce_pool_user_project");
    job->options = "";
    if (*id != '\0') {
        rr_basic_header(&job->header, id, rr_json_str(file->tree, "client_secret"));
    } else if (*project != '\0') {
        RR_JSON_AUTO struct json_object *options = json_object_new_object();
        json_object_object_add(options, "userProject", json_object_new_string(project));
        job->options = rr_arena_str(&job->auth->attempt, rr_json_text(options));
    }
}

static bool read_job(struct job *job, const struct rr_credential_file *file, struct rr_err *err)
{
    struct rr_auth *auth = job->auth;
    const char *url = "https://sts.googleapis.com/v1/token";
    const char *given = rr_json_str(file->tree, "token_url");
    if (!rr_credential_field(file, "audience", &job->audience, err) ||
        !rr_credential_field(file, "subject_token_type", &job->subject_token_type, err) ||
        !check_source(file, err) || !read_acting(auth, file, err) ||
        !rr_sts_url(auth, *given != '\0' ? given : url,
                    rr_credential_place(auth, file, "token_url"), &job->url, err))
        return false;
    job->audience = rr_arena_str(&auth->attempt, job->audience);
    job->subject_token_type = rr_arena_str(&auth->attempt, job->subject_token_type);
    read_client(job, file);
    return true;
}

void rr_start_external_account(struct rr_auth *auth, const struct rr_credential_file *file)
{
    struct rr_err err = {0};
    struct job *job = rr_xcalloc(1, sizeof *job);
    job->auth = auth;
    bool is_person = strstr(rr_json_str(file->tree, "audience"), "/workforcePools/") != NULL;
    auth->about.kind = is_person ? RR_AUTH_PERSON : RR_AUTH_SERVICE_ACCOUNT;
    rr_auth_take_job(auth, job, free_job);
    if (read_job(job, file, &err))
        job->subject = rr_subject_token_start(auth->http, file, on_subject, job, &err);
    if (job->subject == NULL)
        rr_auth_fail(auth, &err);
}
