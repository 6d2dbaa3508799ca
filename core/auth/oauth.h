/*
 * The conversation with an OAuth token endpoint; private to core/auth.
 * Source: RFC 6749; google/oauth2/_client.py; gcp-apis 12.4 and 12.10.
 */
#ifndef RR_AUTH_OAUTH_H
#define RR_AUTH_OAUTH_H

#include "core/auth/auth_private.h"

/* What is known beside the token, for rr_auth_found and for the error text. */
struct rr_oauth_request {
    const char *url;  // of the token endpoint; checked by rr_oauth_url
    const char *form; // application/x-www-form-urlencoded; holds secrets
    enum rr_auth_kind kind;
    const char *path;
    const char *account;
    const char *quota_project;
    const char *login_command; // what signs this kind of credentials in again
};

/*
 * Sends the request, up to three times, and ends the running source by rr_auth_found or rr_auth_fail.
 * Everything is copied.
 */
void rr_oauth_start(struct rr_auth *auth, const struct rr_oauth_request *request);

/*
 * The token endpoint: CLOUDSDK_AUTH_TOKEN_HOST, the file's `token_uri` where that is on this machine,
 * else Google's. Errors: RR_BAD_INPUT for an address that secrets may not be sent to.
 */
RR_MUST_CHECK bool rr_oauth_url(const struct rr_auth *auth,
                                const char *token_uri,
                                const char **out,
                                struct rr_err *err);

/* Words an error answer of a token endpoint (no secret is in it). */
void rr_oauth_error(
    int status, const char *body, size_t n, const char *login_command, struct rr_err *err);

#endif
