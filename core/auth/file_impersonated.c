/*
 * Files that lead from one account to another: `gcloud auth application-default login
 * --impersonate-service-account` writes them.
 * Source: google/auth/impersonated_credentials.py; gcp-apis 12.3.
 */
#include "config.h"

#include "core/auth/credential_file.h"
#include "core/net/json.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { LIFETIME_S = 3600 };

static bool read_delegates(struct rr_auth *auth,
                           const struct rr_credential_file *file,
                           struct rr_auth_acting *out,
                           struct rr_err *err)
{
    struct json_object *delegates = NULL;
    json_object_object_get_ex(file->tree, "delegates", &delegates);
    out->delegates = "[]";
    if (delegates == NULL)
        return true;
    if (!json_object_is_type(delegates, json_type_array))
        return rr_credential_fault(file, "delegates", _("is no list"), err);
    for (size_t i = 0; i < rr_json_len(delegates); i++)
        if (*rr_json_at_str(delegates, i) == '\0')
            return rr_credential_fault(file, "delegates", _("holds something that is no text"),
                                       err);
    out->delegates = rr_arena_str(&auth->attempt, rr_json_text(delegates));
    return true;
}

/* Types that may stand inside. */
static bool may_be_source(const char *type)
{
    static const char *const types[] = {"authorized_user", "service_account", "external_account",
                                        "external_account_authorized_user"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (rr_str_eq(type, types[i]))
            return true;
    return false;
}

static bool check_source(const struct rr_credential_file *file,
                         struct rr_credential_file *out,
                         struct rr_err *err)
{
    struct rr_credential_file source = {.path = file->path, .inside = "source_credentials."};
    source.tree = rr_json_obj(file->tree, "source_credentials");
    const char *type = NULL;
    if (source.tree == NULL)
        return rr_credential_fault(file, "source_credentials", _("is missing, or no object"), err);
    if (!rr_credential_field(&source, "type", &type, err))
        return false;
    if (!may_be_source(type))
        return rr_credential_fault(&source, "type", _("is of a kind that cannot stand there"), err);
    *out = source;
    return true;
}

void rr_start_impersonated(struct rr_auth *auth, const struct rr_credential_file *file)
{
    struct rr_auth_acting acting = {.lifetime_s = LIFETIME_S};
    struct rr_credential_file source;
    struct rr_err err = {0};
    if (!rr_credential_acting(auth, file, &acting, &err) ||
        !read_delegates(auth, file, &acting, &err) || !check_source(file, &source, &err)) {
        rr_auth_fail(auth, &err);
        return;
    }
    auth->about.acting = acting;
    rr_credential_start(auth, &source);
}
