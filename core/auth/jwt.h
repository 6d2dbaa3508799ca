/*
 * A signed assertion, RS256. Source: RFC 7515, 7518 3.3, 7523; gcp-apis 12.4.
 */
#ifndef RR_AUTH_JWT_H
#define RR_AUTH_JWT_H

#include <json-c/json.h>

#include "core/net/sensitive.h"
#include "runready/err.h"

/*
 * Signs `claims` under `header` by an RSA key in PEM (PKCS#8 or PKCS#1, not encrypted, 2048 bits or
 * more) into `out`: three base64url parts.
 * Returns NULL, or what is wrong with the key (translated; "is no private key in PEM form").
 */
const char *rr_jwt_sign(struct json_object *header,
                        struct json_object *claims,
                        const char *pem,
                        struct rr_sensitive *out);

/* `n` bytes as base64url without padding (RFC 4648 5), into `out`: 4 bytes for 3, and a NUL. */
void rr_base64url(const void *bytes, size_t n, char *out);

/* `n` characters of base64url into `out`, 3 bytes for 4; the number of bytes, 0 when it is none. */
size_t rr_base64url_decode(const char *text, size_t n, char *out);

enum { RR_BASE64URL_SHA256 = 44 }; // room for 32 bytes

#endif
