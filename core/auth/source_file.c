/*
 * Credential files as sources: the one GOOGLE_APPLICATION_CREDENTIALS names, and the well-known one
 * that `gcloud auth application-default login` writes. The table of types says how each is read.
 */
#include "config.h"

#include <json-c/json.h>
#include <string.h>

#include "core/auth/credential_file.h"
#include "core/net/json.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static const char adc_login[] = "gcloud auth application-default login";

/* Types without a function are known by name, so that the error can tell what the file is. */
static const struct {
    const char *type;
    void (*start)(struct rr_auth *auth, const struct rr_credential_file *file);
} types[] = {
    {"authorized_user", rr_start_authorized_user},
    {"service_account", rr_start_service_account},
    {"impersonated_service_account", rr_start_impersonated},
    {"external_account", rr_start_external_account},
    {"external_account_authorized_user", rr_start_external_user},
    {"gdch_service_account", NULL},
};

static void fail_for_type(struct rr_auth *auth, const char *path, const char *type, bool is_known)
{
    struct rr_err err = {0};
    if (is_known)
        rr_err_set(&err, RR_NOT_SIGNED_IN,
                   _("%s holds credentials of the type \"%s\", which runready does not read"), path,
                   type);
    else
        rr_err_set(&err, RR_NOT_SIGNED_IN, _("%s: the type \"%s\" is none that Google documents"),
                   path, type);
    rr_err_detail(
        &err,
        _("What works: a sign-in by \"%s\"; the login of gcloud (unset "
          "GOOGLE_APPLICATION_CREDENTIALS; gcloud itself can use such a file: gcloud auth login "
          "--cred-file=FILE); or an access token in CLOUDSDK_AUTH_ACCESS_TOKEN_FILE."),
        adc_login);
    rr_auth_fail(auth, &err);
}

static bool
check_universe(struct rr_auth *auth, const struct rr_credential_file *file, struct rr_err *err)
{
    const char *universe = rr_json_str(file->tree, "universe_domain");
    if (*universe == '\0' || rr_str_eq(universe, rr_auth_universe(auth)))
        return true;
    rr_err_set(err, RR_NOT_SIGNED_IN, _("%s belongs to another cloud: %s"), file->path, universe);
    return rr_err_detail(err,
                         _("Here it is %s; set CLOUDSDK_CORE_UNIVERSE_DOMAIN if that is wrong."),
                         rr_auth_universe(auth));
}

void rr_credential_start(struct rr_auth *auth, const struct rr_credential_file *file)
{
    const char *type = NULL;
    struct rr_err err = {0};
    rr_credential_about(auth, file);
    if (!rr_credential_field(file, "type", &type, &err) || !check_universe(auth, file, &err)) {
        rr_auth_fail(auth, &err);
        return;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!rr_str_eq(type, types[i].type))
            continue;
        if (types[i].start != NULL)
            types[i].start(auth, file);
        else
            fail_for_type(auth, file->path, type, true);
        return;
    }
    fail_for_type(auth, file->path, type, false);
}

/* `may_be_missing`: a file that nobody named is passed over when it is not there. */
static void start_file(struct rr_auth *auth, const char *path, bool may_be_missing)
{
    struct rr_err err = {0};
    struct rr_credential_file file = {.path = path, .inside = ""};
    auth->about.login_command = adc_login;
    if (rr_credential_file_read(path, &file.tree, &err)) {
        rr_credential_start(auth, &file);
        rr_json_wipe(file.tree);
        json_object_put(file.tree);
    } else if (may_be_missing && rr_str_eq(err.reason, "ENOENT")) {
        rr_auth_pass(auth, _("the file is not there"));
    } else {
        rr_auth_fail(auth, &err);
    }
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
