/* Sources that need no conversation: no token at all, or one that somebody made ready. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/auth/auth_private.h"
#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/xalloc.h"

enum { MAX_TOKEN_FILE = 16 * 1024 };

void rr_auth_start_disabled(struct rr_auth *auth)
{
    auth->about.kind = RR_AUTH_NONE;
    if (auth->no_sign_in || rr_gcloud_property_bool(auth->gcloud, "auth", "disable_credentials"))
        rr_auth_found(auth, "", 0);
    else
        rr_auth_pass(auth, _("CLOUDSDK_AUTH_DISABLE_CREDENTIALS is not set"));
}

void rr_auth_start_env_token(struct rr_auth *auth)
{
    const char *token = rr_env_get(&auth->env, "GOOGLE_OAUTH_ACCESS_TOKEN");
    auth->about.kind = RR_AUTH_UNKNOWN;
    if (token != NULL)
        rr_auth_found(auth, token, 0);
    else
        rr_auth_pass(auth, _("GOOGLE_OAUTH_ACCESS_TOKEN is not set"));
}

void rr_auth_start_token_file(struct rr_auth *auth)
{
    const char *path = rr_gcloud_property(auth->gcloud, "auth", "access_token_file");
    if (*path == '\0') {
        rr_auth_pass(auth, _("CLOUDSDK_AUTH_ACCESS_TOKEN_FILE is not set"));
        return;
    }
    struct rr_err err = {0};
    // Room at once, so that growing leaves no copies behind.
    struct rr_buf text = {.cap = MAX_TOKEN_FILE + 1};
    char *room = text.data = rr_xcalloc(text.cap, 1);
    auth->about.kind = RR_AUTH_UNKNOWN;
    auth->about.path = path;
    if (rr_file_read(path, MAX_TOKEN_FILE, &text, &err)) {
        rr_auth_found(auth, rr_buf_text(&text), 0);
    } else {
        err.kind = RR_NOT_SIGNED_IN;
        rr_auth_fail(auth, &err);
    }
    rr_wipe(room, MAX_TOKEN_FILE + 1);
    free(room);
}
