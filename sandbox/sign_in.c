/*
 * The token endpoint, the Security Token Service and revocation, so that signing in can be rehearsed.
 * They hold nobody's secrets and check the form of everything: a signature is not verified, an
 * assertion's claims are.
 * Source: RFC 6749, 7009, 7523, 7636, 8693; Google's documents on each.
 */
#include "config.h"

#include "sandbox/sign_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/digest.h"
#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/refuse.h"

enum { MAX_LIFETIME_S = 3600, MAX_SKEW_S = 300 };

sb_tree *sb_token_json(const struct sb_call *call)
{
    const char *required = call->world->require_token;
    sb_tree *out = sb_object_of("access_token", required != NULL ? required : "ya29.sandbox",
                                "token_type", "Bearer", NULL);
    sb_put_number(out, "expires_in", 3599);
    return out;
}

/* ---- base64url ---- */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *sb_from_base64url(struct rr_arena *arena, const char *text, size_t n)
{
    char *out = rr_arena_alloc(arena, n + 1);
    size_t len = 0;
    unsigned bits = 0, n_bits = 0;
    for (size_t i = 0; i < n; i++) {
        const char *digit = text[i] != '\0' ? strchr(digits, text[i]) : NULL;
        if (digit == NULL)
            return "";
        bits = bits << 6 | (unsigned)(digit - digits);
        n_bits += 6;
        if (n_bits < 8)
            continue;
        n_bits -= 8;
        out[len++] = (char)(bits >> n_bits & 0xFF);
    }
    return out;
}

static const char *encode(struct rr_arena *arena, const unsigned char *bytes, size_t n)
{
    char *out = rr_arena_alloc(arena, 2 * n + 2);
    size_t len = 0;
    unsigned bits = 0, n_bits = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | bytes[i];
        for (n_bits += 8; n_bits >= 6; n_bits -= 6)
            out[len++] = digits[bits >> (n_bits - 6) & 63];
    }
    if (n_bits > 0)
        out[len++] = digits[bits << (6 - n_bits) & 63];
    return out;
}

const char *sb_to_base64url(struct rr_arena *arena, const char *text)
{
    return encode(arena, (const unsigned char *)text, strlen(text));
}

const char *sb_challenge_of(struct rr_arena *arena, const char *verifier)
{
    char hex[RR_DIGEST_TEXT];
    unsigned char hash[RR_DIGEST_TEXT / 2] = {0};
    rr_digest(verifier, strlen(verifier), hex);
    for (size_t i = 0; i < sizeof hash; i++) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        hash[i] = (unsigned char)strtoul(pair, NULL, 16);
    }
    return encode(arena, hash, sizeof hash);
}

/* ---- forms ---- */

/* One field of a form body, decoded; "" if absent. */
static const char *form_field(struct sb_call *call, const char *name)
{
    struct sb_call form = {.arena = call->arena};
    const char *target = rr_arena_printf(&form.arena, "/?%.*s", (int)call->raw_len, call->raw);
    const char *value = sb_call_target(&form, target) ? sb_query(&form, name) : "";
    call->arena = form.arena;
    return value;
}

static bool refuse(struct sb_call *call, int status, const char *error, const char *description)
{
    sb_ok(call, sb_object_of("error", error, "error_description", description, NULL));
    call->reply.status = status;
    return false;
}

static bool has_fields(struct sb_call *call, const char *const *names)
{
    for (; *names != NULL; names++)
        if (*form_field(call, *names) == '\0')
            return refuse(call, 400, "invalid_request",
                          rr_arena_printf(&call->arena, "Missing required parameter: %s", *names));
    return true;
}

static bool is_revoked(const struct sb_call *call, const char *token)
{
    return sb_flag(call->world->revoked, token, false);
}

/* ---- grants ---- */

static void take_refresh_token(struct sb_call *call)
{
    static const char *const names[] = {"client_id", "client_secret", "refresh_token", NULL};
    if (!has_fields(call, names))
        return;
    const char *token = form_field(call, "refresh_token");
    if (strcmp(form_field(call, "client_secret"), "wrong") == 0) {
        refuse(call, 401, "invalid_client", "The provided client secret is invalid.");
    } else if (strcmp(token, "rapt") == 0) {
        refuse(call, 400, "invalid_grant", "reauth related error (invalid_rapt)");
        sb_put_text(call->reply.json, "error_subtype", "invalid_rapt");
    } else if (strcmp(token, "expired") == 0 || is_revoked(call, token)) {
        refuse(call, 400, "invalid_grant", "Token has been expired or revoked.");
    } else {
        sb_tree *out = sb_token_json(call);
        sb_put_text(out, "scope", SB_SCOPE_CLOUD);
        sb_ok(call, out);
    }
}

/* One part of an assertion as JSON; NULL when it is none. Owner: the caller. */
static sb_tree *read_part(struct sb_call *call, const char *part, size_t n)
{
    const char *text = sb_from_base64url(&call->arena, part, n);
    sb_tree *tree = *text != '\0' ? json_tokener_parse(text) : NULL;
    if (json_object_is_type(tree, json_type_object))
        return tree;
    json_object_put(tree);
    return NULL;
}

static const char *judge_claims(const struct sb_call *call, sb_tree *header, sb_tree *claims)
{
    long now_s = (long)(call->now / 1000);
    long iat = sb_number(claims, "iat", 0), exp = sb_number(claims, "exp", 0);
    if (strcmp(sb_text(header, "alg"), "RS256") != 0 || strcmp(sb_text(header, "typ"), "JWT") != 0)
        return "Invalid JWT: Failed audience check or unsupported header.";
    if (!rr_str_has_suffix(sb_text(claims, "aud"), "/token"))
        return "Invalid JWT: Failed audience check.";
    if (labs(now_s - iat) > MAX_SKEW_S || exp <= iat || exp - iat > MAX_LIFETIME_S)
        return "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
               "timeframe. Check your iat and exp values in the JWT claim.";
    if (sb_world_account(call->world, sb_text(claims, "iss"), call->now) == NULL)
        return "Invalid grant: account not found";
    return NULL;
}

static void take_assertion(struct sb_call *call)
{
    const char *assertion = form_field(call, "assertion");
    const char *first = strchr(assertion, '.');
    const char *second = first != NULL ? strchr(first + 1, '.') : NULL;
    if (second == NULL || second[1] == '\0') {
        refuse(call, 400, "invalid_grant", "Invalid JWT: Not a signed JWT.");
        return;
    }
    sb_tree *header = read_part(call, assertion, (size_t)(first - assertion));
    sb_tree *claims = read_part(call, first + 1, (size_t)(second - first - 1));
    const char *fault = header != NULL && claims != NULL ? judge_claims(call, header, claims)
                                                         : "Invalid JWT: cannot be read.";
    if (fault != NULL)
        refuse(call, 400, "invalid_grant", fault);
    else if (strstr(sb_text(claims, "scope"), SB_SCOPE_CLOUD) == NULL)
        refuse(call, 400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.");
    else
        sb_ok(call, sb_token_json(call));
    json_object_put(header);
    json_object_put(claims);
}

/* A code is good once, for the client, address and verifier that it was asked with. */
static bool fits_code(struct sb_call *call, sb_tree *given)
{
    const char *verifier = form_field(call, "code_verifier");
    return given != NULL &&
           strcmp(sb_text(given, "client_id"), form_field(call, "client_id")) == 0 &&
           strcmp(sb_text(given, "redirect_uri"), form_field(call, "redirect_uri")) == 0 &&
           strcmp(sb_text(given, "code_challenge"), sb_challenge_of(&call->arena, verifier)) == 0;
}

static void take_code(struct sb_call *call)
{
    static const char *const names[] = {"client_id",    "client_secret", "code",
                                        "redirect_uri", "code_verifier", NULL};
    if (!has_fields(call, names))
        return;
    const char *code = form_field(call, "code");
    sb_tree *given = sb_get(call->world->codes, code);
    if (!fits_code(call, given)) {
        refuse(call, 400, "invalid_grant", "Malformed auth code.");
        return;
    }
    sb_tree *out = sb_token_json(call);
    const char *claims = rr_arena_printf(&call->arena, "{\"email\":\"%s\",\"email_verified\":true}",
                                         rr_str_after_last(call->world->caller, ':'));
    sb_put_text(out, "scope", sb_text(given, "scope"));
    sb_put_text(out, "refresh_token", "1//sandbox-refresh");
    sb_put_format(out, "id_token", "eyJhbGciOiJSUzI1NiJ9.%s.c2FuZGJveA",
                  sb_to_base64url(&call->arena, claims));
    json_object_object_del(call->world->codes, code);
    sb_ok(call, out);
}

void sb_sign_in_token(struct sb_call *call)
{
    static const struct {
        const char *type;
        void (*take)(struct sb_call *call);
    } grants[] = {{"refresh_token", take_refresh_token},
                  {"authorization_code", take_code},
                  {"urn:ietf:params:oauth:grant-type:jwt-bearer", take_assertion}};
    const char *type = form_field(call, "grant_type");
    for (size_t i = 0; i < sizeof grants / sizeof *grants; i++) {
        if (strcmp(type, grants[i].type) == 0) {
            grants[i].take(call);
            return;
        }
    }
    refuse(call, 400, "unsupported_grant_type", "Invalid grant_type");
}

/* ---- the Security Token Service ---- */

static void exchange(struct sb_call *call)
{
    static const char *const names[] = {"audience", "scope", "subject_token", "subject_token_type",
                                        NULL};
    if (!has_fields(call, names))
        return;
    if (strcmp(form_field(call, "requested_token_type"),
               "urn:ietf:params:oauth:token-type:access_token") != 0) {
        refuse(call, 400, "invalid_request", "Unsupported requested_token_type.");
    } else if (!rr_str_has_prefix(form_field(call, "audience"), "//iam.googleapis.com/")) {
        refuse(call, 400, "invalid_target",
               "The target service indicated by the \"audience\" parameters is invalid.");
    } else if (strcmp(form_field(call, "subject_token"), "expired") == 0) {
        refuse(call, 400, "invalid_grant", "ID Token issued at 1 is stale to sign-in.");
    } else {
        sb_tree *out = sb_token_json(call);
        sb_put_text(out, "issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
        sb_ok(call, out);
    }
}

static void refresh_federated(struct sb_call *call)
{
    static const char *const names[] = {"refresh_token", NULL};
    if (!rr_str_has_prefix(call->authorization, "Basic "))
        refuse(call, 401, "invalid_client", "The OAuth client was not found.");
    else if (!has_fields(call, names))
        return;
    else if (strcmp(form_field(call, "refresh_token"), "expired") == 0)
        refuse(call, 400, "invalid_grant", "Session expired.");
    else
        sb_ok(call, sb_token_json(call));
}

void sb_sign_in_exchange(struct sb_call *call)
{
    const char *type = form_field(call, "grant_type");
    if (strcmp(type, "urn:ietf:params:oauth:grant-type:token-exchange") == 0)
        exchange(call);
    else if (strcmp(type, "refresh_token") == 0)
        refresh_federated(call);
    else
        refuse(call, 400, "unsupported_grant_type", "Invalid grant_type");
}

void sb_sign_in_revoke(struct sb_call *call)
{
    static const char *const names[] = {"token", NULL};
    if (!has_fields(call, names))
        return;
    const char *token = form_field(call, "token");
    if (is_revoked(call, token)) {
        refuse(call, 400, "invalid_token", "Token expired or revoked");
        return;
    }
    if (call->world->revoked == NULL)
        call->world->revoked = json_object_new_object();
    sb_put_flag(call->world->revoked, token, true);
    sb_ok(call, json_object_new_object());
}
