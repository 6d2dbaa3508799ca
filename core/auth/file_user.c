/*
 * Files of people: what `gcloud auth application-default login` writes, for Google accounts and for
 * those of another provider (workforce identity).
 * Source: google/oauth2/credentials.py, google/auth/external_account_authorized_user.py.
 */
#include "config.h"

#include "core/auth/credential_file.h"
#include "core/auth/oauth.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

/* Fields that a refresh takes; false with an error for the first that is not there. */
static bool read_fields(const struct rr_credential_file *file,
                        const char *const *names,
                        const char **values,
                        size_t n,
                        struct rr_err *err)
{
    for (size_t i = 0; i < n; i++)
        if (!rr_credential_field(file, names[i], &values[i], err))
            return false;
    return true;
}

void rr_start_authorized_user(struct rr_auth *auth, const struct rr_credential_file *file)
{
    static const char *const names[] = {"client_id", "client_secret", "refresh_token"};
    enum { N_NAMES = sizeof names / sizeof *names };
    const char *values[N_NAMES] = {0};
    struct rr_err err = {0};
    struct rr_oauth_request request = {.grant = RR_GRANT_REFRESH,
                                       .login_command = auth->about.login_command};
    auth->about.kind = RR_AUTH_PERSON;
    if (!read_fields(file, names, values, N_NAMES, &err) ||
        !rr_oauth_url(auth, rr_json_str(file->tree, "token_uri"),
                      rr_credential_place(auth, file, "token_uri"), &request.url, &err)) {
        rr_auth_fail(auth, &err);
        return;
    }
    struct rr_buf form;
    rr_form_init(&form, "refresh_token");
    for (size_t i = 0; i < N_NAMES; i++)
        rr_form_add(&form, names[i], values[i]);
    request.form = rr_buf_text(&form);
    rr_oauth_start(auth, &request);
    rr_form_free(&form);
}

void rr_start_external_user(struct rr_auth *auth, const struct rr_credential_file *file)
{
    static const char *const names[] = {"client_id", "client_secret", "refresh_token", "token_url"};
    enum { N_NAMES = sizeof names / sizeof *names };
    const char *values[N_NAMES] = {0};
    struct rr_err err = {0};
    struct rr_oauth_request request = {.grant = RR_GRANT_REFRESH,
                                       .login_command = auth->about.login_command};
    auth->about.kind = RR_AUTH_PERSON;
    if (!read_fields(file, names, values, N_NAMES, &err) ||
        !rr_sts_url(auth, values[3], rr_credential_place(auth, file, "token_url"), &request.url,
                    &err)) {
        rr_auth_fail(auth, &err);
        return;
    }
    struct rr_buf form;
    RR_SENSITIVE_AUTO header = {0};
    rr_form_init(&form, "refresh_token");
    rr_form_add(&form, "refresh_token", values[2]);
    rr_basic_header(&header, values[0], values[1]);
    request.form = rr_buf_text(&form);
    request.header = rr_sensitive_text(&header);
    rr_oauth_start(auth, &request);
    rr_form_free(&form);
}
