/*
 * Asking a person for consent in the browser: the client, the address to open, and what comes back;
 * private to core/auth and core/apply.
 * Source: RFC 6749 4.1, 7636 (PKCE), 8252; Google's "OAuth 2.0 for Mobile & Desktop Apps".
 */
#ifndef RR_AUTH_CONSENT_H
#define RR_AUTH_CONSENT_H

#include "core/auth/auth_private.h"
#include "core/util/buf.h"

/* An OAuth client of the type "Desktop app". Google calls its secret no secret; we keep it like one. */
struct rr_oauth_client {
    struct rr_sensitive id;
    struct rr_sensitive secret;
    const char *auth_uri; // in the auth's texts
    const char *token_uri;
};

/*
 * Reads the file that the console hands out. Owner: the caller, by rr_oauth_client_free, also on failure.
 * Errors: RR_BAD_INPUT with the file and the field.
 */
RR_MUST_CHECK bool rr_oauth_client_read(struct rr_auth *auth,
                                        const char *path,
                                        struct rr_oauth_client *out,
                                        struct rr_err *err);
void rr_oauth_client_free(struct rr_oauth_client *client);

enum { RR_CONSENT_WORD = 44 }; // 32 random bytes in base64url, and a NUL

/* One attempt. Zero-initialise; free by rr_consent_free. */
struct rr_consent {
    struct rr_sensitive verifier;
    char state[RR_CONSENT_WORD];
    char redirect_uri[64];
    struct rr_sensitive code; // when the person agreed
    struct rr_err refusal;    // when not
};

/* Draws the secrets and puts the address to open into `url`. */
void rr_consent_begin(struct rr_consent *consent,
                      const struct rr_oauth_client *client,
                      int port,
                      struct rr_buf *url);

/*
 * Reads what the browser brings: a target ("/?code=..&state=.."), the whole address, or with
 * `may_be_bare` the code alone. False for a text that is not an answer to this attempt (no or another
 * state); otherwise `code` or `refusal` is set.
 */
bool rr_consent_take(struct rr_consent *consent, const char *text, bool may_be_bare);

/* The form that hands the code in. Free by rr_form_free. */
void rr_consent_form(const struct rr_consent *consent,
                     const struct rr_oauth_client *client,
                     struct rr_buf *form);

void rr_consent_free(struct rr_consent *consent);

/* The e-mail in an ID token that came straight from the token endpoint (OpenID Connect Core 3.1.3.7), "" if none. */
const char *rr_id_token_email(const char *id_token, struct rr_arena *arena);

#endif
