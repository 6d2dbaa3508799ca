/*
 * Credential files: the one GOOGLE_APPLICATION_CREDENTIALS names, and the well-known one that
 * `gcloud auth application-default login` writes. The table of types says which can be used.
 * Source: google/auth/_default.py; gcp-apis 12.2 and 12.3.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/auth/oauth.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { MAX_CREDENTIAL_FILE = 64 * 1024 };

static const char login_command[] = "gcloud auth application-default login";

static void start_authorized_user(struct rr_auth *auth, struct json_object *file, const char *path)
{
    struct rr_err err = {0};
    struct rr_oauth_request request = {
        .kind = RR_AUTH_PERSON,
        .path = path,
        .account = rr_json_str(file, "account"),
        .quota_project = rr_json_str(file, "quota_project_id"),
        .login_command = login_command,
    };
    static const char *const fields[] = {"client_id", "client_secret", "refresh_token"};
    struct rr_buf form = {.max = MAX_CREDENTIAL_FILE};
    // Room at once, so that growing leaves no copies behind.
    form.cap = 3 * MAX_CREDENTIAL_FILE;
    form.data = calloc(form.cap, 1);
    bool ok =
        form.data != NULL && rr_oauth_url(auth, rr_json_str(file, "token_uri"), &request.url, &err);
    rr_buf_add(&form, "grant_type=refresh_token");
    for (size_t i = 0; ok && i < sizeof fields / sizeof *fields; i++) {
        const char *value = rr_json_str(file, fields[i]);
        if (*value == '\0')
            ok = rr_err_set(&err, RR_NOT_SIGNED_IN, _("%s has no \"%s\""), path, fields[i]);
        rr_buf_printf(&form, "&%s=", fields[i]);
        rr_buf_add_url(&form, value, "");
    }
    request.form = rr_buf_text(&form);
    if (ok)
        rr_oauth_start(auth, &request);
    else
        rr_auth_fail(auth, &err);
    rr_wipe(form.data, form.cap);
    rr_buf_free(&form);
}

/* Types without a function are known by name, so that the error can tell what the file is. */
static const struct {
    const char *type;
    void (*start)(struct rr_auth *auth, struct json_object *file, const char *path);
} types[] = {
    {"authorized_user", start_authorized_user}, {"service_account", NULL},
    {"impersonated_service_account", NULL},     {"external_account", NULL},
    {"external_account_authorized_user", NULL}, {"gdch_service_account", NULL},
};

static void fail_for_type(struct rr_auth *auth, const char *path, const char *type, bool is_known)
{
    struct rr_err err = {0};
    if (!is_known)
        rr_err_set(&err, RR_BAD_INPUT, _("%s is no credential file that Google documents"), path);
    else
        rr_err_set(&err, RR_NOT_SIGNED_IN,
                   _("%s holds credentials of the type \"%s\", which runready does not read"), path,
                   type);
    rr_err_detail(
        &err,
        _("What works: a sign-in by \"%s\"; the login of gcloud (unset "
          "GOOGLE_APPLICATION_CREDENTIALS; gcloud itself can use such a file: gcloud auth login "
          "--cred-file=FILE); or an access token in CLOUDSDK_AUTH_ACCESS_TOKEN_FILE."),
        login_command);
    rr_auth_fail(auth, &err);
}

static void start_by_type(struct rr_auth *auth, struct json_object *file, const char *path)
{
    const char *type = rr_json_str(file, "type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!rr_str_eq(type, types[i].type))
            continue;
        if (types[i].start != NULL)
            types[i].start(auth, file, path);
        else
            fail_for_type(auth, path, type, true);
        return;
    }
    fail_for_type(auth, path, type, false);
}

static void start_bytes(struct rr_auth *auth, const struct rr_buf *bytes, const char *path)
{
    struct rr_err err = {0};
    struct json_object *file = NULL;
    if (!rr_json_parse(rr_buf_text(bytes), bytes->len, MAX_CREDENTIAL_FILE, &file, &err)) {
        err.kind = RR_BAD_INPUT;
        rr_err_prefix(&err, "%s", path);
        rr_auth_fail(auth, &err);
        return;
    }
    start_by_type(auth, file, path);
    rr_json_wipe(file);
    json_object_put(file);
}

/* `may_be_missing`: a file that nobody named is passed over when it is not there. */
static void start_file(struct rr_auth *auth, const char *path, bool may_be_missing)
{
    struct rr_err err = {0};
    struct rr_buf bytes = {0};
    // Room at once, so that growing leaves no copies behind.
    bytes.cap = MAX_CREDENTIAL_FILE + 1;
    bytes.data = calloc(bytes.cap, 1);
    if (rr_file_read(path, MAX_CREDENTIAL_FILE, &bytes, &err))
        start_bytes(auth, &bytes, path);
    else if (may_be_missing && rr_str_eq(err.reason, "ENOENT"))
        rr_auth_pass(auth, _("the file is not there"));
    else
        rr_auth_fail(auth, &err);
    rr_wipe(bytes.data, bytes.cap);
    rr_buf_free(&bytes);
}

void rr_auth_start_named_file(struct rr_auth *auth)
{
    const char *path = rr_env_get(&auth->env, "GOOGLE_APPLICATION_CREDENTIALS");
    if (path != NULL)
        start_file(auth, path, false);
    else
        rr_auth_pass(auth, _("GOOGLE_APPLICATION_CREDENTIALS is not set"));
}

void rr_auth_start_adc(struct rr_auth *auth)
{
    const char *dir = auth->gcloud != NULL ? rr_gcloud_config_dir(auth->gcloud) : "";
    if (*dir == '\0') {
        rr_auth_pass(auth, _("there is no home folder"));
        return;
    }
    RR_BUF_AUTO path = {0};
    rr_buf_printf(&path, "%s/application_default_credentials.json", dir);
    start_file(auth, path.data, true);
}
