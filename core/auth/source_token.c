/* Sources that need no conversation: no token at all, or one that somebody made ready. */
#include "config.h"

#include <string.h>

#include "core/auth/auth_private.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"

enum { MAX_TOKEN_FILE = 16 * 1024 };

void rr_auth_start_disabled(struct rr_auth *auth)
{
    if (!auth->no_sign_in &&
        !rr_gcloud_property_bool(auth->gcloud, "auth", "disable_credentials")) {
        rr_auth_pass(auth, _("CLOUDSDK_AUTH_DISABLE_CREDENTIALS is not set"));
        return;
    }
    struct rr_auth_found none = {.kind = RR_AUTH_NONE, .token = ""};
    rr_auth_found(auth, &none);
}

void rr_auth_start_env_token(struct rr_auth *auth)
{
    const char *token = rr_env_get(&auth->env, "GOOGLE_OAUTH_ACCESS_TOKEN");
    if (token == NULL) {
        rr_auth_pass(auth, _("GOOGLE_OAUTH_ACCESS_TOKEN is not set"));
        return;
    }
    struct rr_auth_found found = {.kind = RR_AUTH_UNKNOWN, .token = token};
    rr_auth_found(auth, &found);
}

void rr_auth_start_token_file(struct rr_auth *auth)
{
    const char *path = rr_gcloud_property(auth->gcloud, "auth", "access_token_file");
    if (*path == '\0') {
        rr_auth_pass(auth, _("CLOUDSDK_AUTH_ACCESS_TOKEN_FILE is not set"));
        return;
    }
    struct rr_err err = {0};
    struct rr_buf text = {0};
    if (rr_file_read(path, MAX_TOKEN_FILE, &text, &err)) {
        struct rr_auth_found found = {
            .kind = RR_AUTH_UNKNOWN, .token = rr_buf_text(&text), .path = path};
        rr_auth_found(auth, &found);
    } else {
        rr_auth_fail(auth, &err);
    }
    rr_wipe(text.data, text.cap);
    rr_buf_free(&text);
}
