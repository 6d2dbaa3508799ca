/*
 * The conversation with an OAuth token endpoint; private to core/auth.
 * Source: RFC 6749, 7523, 8693; google/oauth2/_client.py, sts.py; gcp-apis 12.4 and 12.10.
 */
#ifndef RR_AUTH_OAUTH_H
#define RR_AUTH_OAUTH_H

#include "core/auth/auth_private.h"

struct json_object;

/* What is handed in for a token; decides the words for a refusal. */
enum rr_oauth_grant {
    RR_GRANT_REFRESH = 1,  // a refresh token
    RR_GRANT_KEY = 2,      // an assertion signed by a key
    RR_GRANT_EXCHANGE = 4, // another provider's token
    RR_GRANT_CODE = 8,     // what the browser brought back
};

/* Everything is copied. */
struct rr_oauth_request {
    enum rr_oauth_grant grant;
    const char *url;           // of the endpoint; checked by rr_oauth_url
    const char *form;          // application/x-www-form-urlencoded; holds secrets
    const char *header;        // "Authorization: Basic ...", NULL = none
    const char *login_command; // what signs this kind of credentials in again
    int64_t now_ms;            // wall clock, for the words about one that is wrong; 0 = not told
};

/* Exactly one of `answer` (a 200; wiped after the call) and `err` is given. */
typedef void rr_oauth_fn(void *data, struct json_object *answer, const struct rr_err *err);

struct rr_oauth;

/* Sends the request, up to three times; `fn` is called once, in a later turn. */
struct rr_oauth *rr_oauth_send(struct rr_http *http,
                               const struct rr_oauth_request *request,
                               rr_oauth_fn *fn,
                               void *data);

/* Ends it without calling back; also after the callback. NULL is fine. */
void rr_oauth_free(struct rr_oauth *oauth);

/* For a source: sends, and ends the source by rr_auth_found or rr_auth_fail. */
void rr_oauth_start(struct rr_auth *auth, const struct rr_oauth_request *request);

/*
 * The token endpoint: CLOUDSDK_AUTH_TOKEN_HOST, else `token_uri` (may be ""), else Google's. Lives in
 * auth->attempt. `what` names the place of `token_uri` for the error.
 * Errors: RR_BAD_INPUT, RR_NOT_SIGNED_IN for an address that secrets may not be sent to.
 */
RR_MUST_CHECK bool rr_oauth_url(struct rr_auth *auth,
                                const char *token_uri,
                                const char *what,
                                const char **out,
                                struct rr_err *err);

/* Words an error answer of a token endpoint (no secret is in it). */
void rr_oauth_error(const struct rr_oauth_request *request,
                    int status,
                    const char *body,
                    size_t n,
                    struct rr_err *err);

#endif
