/*
 * A credential file in Google's JSON form, and its types; private to core/auth. A new type is one
 * function and one row in source_file.c.
 * Source: google/auth/_default.py; gcp-apis 12.2 and 12.3.
 */
#ifndef RR_AUTH_CREDENTIAL_FILE_H
#define RR_AUTH_CREDENTIAL_FILE_H

#include <json-c/json.h>

#include "core/auth/auth_private.h"
#include "core/util/buf.h"

enum { RR_CREDENTIAL_FILE_MAX = 64 * 1024 };

/* Borrowed during the call; the tree is wiped after it. */
struct rr_credential_file {
    const char *path;   // or another name for the place
    bool is_kept;       // in the keyring, and no file
    const char *inside; // of the file: "" or "source_credentials."
    struct json_object *tree;
};

/*
 * Reads a file and parses it. Owner of `*out`: the caller, by rr_json_wipe and json_object_put.
 * Errors: RR_NOT_SIGNED_IN, with the path and the reason; reason "ENOENT" when it does not exist.
 */
RR_MUST_CHECK bool
rr_credential_file_read(const char *path, struct json_object **out, struct rr_err *err);

/*
 * A text that must be there. Borrowed from the file.
 * Errors: RR_NOT_SIGNED_IN: the file, the field, and whether it is missing, empty or no text.
 */
RR_MUST_CHECK bool rr_credential_field(const struct rr_credential_file *file,
                                       const char *name,
                                       const char **out,
                                       struct rr_err *err);

/* Says what is wrong with a field: "FILE: "FIELD" ...". Always returns false. */
bool rr_credential_fault(const struct rr_credential_file *file,
                         const char *name,
                         const char *fault,
                         struct rr_err *err);

/* "FILE: "FIELD"", for errors about its address. Lives in auth->attempt. */
const char *
rr_credential_place(struct rr_auth *auth, const struct rr_credential_file *file, const char *name);

/* Fields that every type may have, into auth->about. */
void rr_credential_about(struct rr_auth *auth, const struct rr_credential_file *file);

/* A form that will hold secrets: room at once, so that growing leaves no copies behind. `grant_type` may be NULL. */
void rr_form_init(struct rr_buf *form, const char *grant_type);
void rr_form_add(struct rr_buf *form, const char *name, const char *value);
void rr_form_free(struct rr_buf *form);

/* "Authorization: Basic ..." of a client, RFC 6749 2.3.1 as Google's libraries read it. */
void rr_basic_header(struct rr_sensitive *out, const char *id, const char *secret);

/*
 * An address of the Security Token Service, with the origin that CLOUDSDK_API_ENDPOINT_OVERRIDES_STS
 * puts in the place of Google's. Lives in auth->attempt; `what` names its place for the error.
 */
RR_MUST_CHECK bool rr_sts_url(struct rr_auth *auth,
                              const char *token_url,
                              const char *what,
                              const char **out,
                              struct rr_err *err);

/* By type; each ends the source that runs. */
void rr_credential_start(struct rr_auth *auth, const struct rr_credential_file *file);
void rr_start_authorized_user(struct rr_auth *auth, const struct rr_credential_file *file);
void rr_start_service_account(struct rr_auth *auth, const struct rr_credential_file *file);
void rr_start_impersonated(struct rr_auth *auth, const struct rr_credential_file *file);
void rr_start_external_account(struct rr_auth *auth, const struct rr_credential_file *file);
void rr_start_external_user(struct rr_auth *auth, const struct rr_credential_file *file);

/*
 * An address of generateAccessToken in a file, into `out`; the account is taken out of it. Errors as
 * rr_credential_field.
 */
RR_MUST_CHECK bool rr_credential_acting(struct rr_auth *auth,
                                        const struct rr_credential_file *file,
                                        struct rr_auth_acting *out,
                                        struct rr_err *err);

#endif
