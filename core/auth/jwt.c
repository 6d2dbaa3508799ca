/* Signing; see the header. */
#include "config.h"

#include "core/auth/jwt.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

#include "core/net/json.h"
#include "core/util/i18n.h"
#include "core/util/xalloc.h"

enum { MIN_BITS = 2048 };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

size_t rr_base64url_decode(const char *text, size_t n, char *out)
{
    size_t len = 0;
    unsigned bits = 0;
    unsigned n_bits = 0;
    for (size_t i = 0; i < n; i++) {
        const char *digit = text[i] != '\0' ? strchr(digits, text[i]) : NULL;
        if (digit == NULL)
            return 0;
        bits = (bits << 6 | (unsigned)(digit - digits)) & 0xFFFF;
        n_bits += 6;
        if (n_bits < 8)
            continue;
        n_bits -= 8;
        out[len++] = (char)(bits >> n_bits & 0xFF);
    }
    return len;
}

void rr_base64url(const void *bytes, size_t n, char *out)
{
    const unsigned char *in = bytes;
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        unsigned group = (unsigned)in[i] << 16 | (left > 1 ? (unsigned)in[i + 1] << 8 : 0) |
                         (left > 2 ? in[i + 2] : 0);
        *out++ = digits[group >> 18];
        *out++ = digits[group >> 12 & 63];
        if (left > 1)
            *out++ = digits[group >> 6 & 63];
        if (left > 2)
            *out++ = digits[group & 63];
    }
    *out = '\0';
}

/* OpenSSL asks on the terminal where it is given nobody to ask. */
static int no_password(char *buffer, int size, int is_writing, void *data)
{
    (void)buffer;
    (void)size;
    (void)is_writing;
    (void)data;
    return -1;
}

static EVP_PKEY *read_key(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    if (bio == NULL)
        rr_out_of_memory();
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
    BIO_free(bio);
    ERR_clear_error();
    return key;
}

static const char *judge_key(const EVP_PKEY *key, const char *pem)
{
    if (key == NULL && strstr(pem, "ENCRYPTED") != NULL)
        return _("is encrypted with a password, which Google's keys never are");
    if (key == NULL && strstr(pem, "\\n") != NULL)
        return _("holds its line breaks as two characters, a backslash and an n");
    if (key == NULL)
        return _("is no private key in PEM form");
    if (!EVP_PKEY_is_a(key, "RSA"))
        return _("is no RSA key");
    return EVP_PKEY_get_bits(key) < MIN_BITS ? _("is an RSA key of less than 2048 bits") : NULL;
}

static size_t add_part(char *out, struct json_object *part)
{
    const char *text = rr_json_text(part);
    rr_base64url(text, strlen(text), out);
    return strlen(out);
}

/* Appends "." and the signature of `n` bytes; false without memory or a working provider. */
static bool add_signature(EVP_PKEY *key, char *text, size_t n)
{
    size_t size = (size_t)EVP_PKEY_get_size(key);
    unsigned char *signature = rr_xmalloc(size);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = context != NULL && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
              EVP_DigestSign(context, signature, &size, (const unsigned char *)text, n) == 1;
    if (ok) {
        text[n] = '.';
        rr_base64url(signature, size, text + n + 1);
    }
    EVP_MD_CTX_free(context);
    free(signature);
    return ok;
}

const char *rr_jwt_sign(struct json_object *header,
                        struct json_object *claims,
                        const char *pem,
                        struct rr_sensitive *out)
{
    EVP_PKEY *key = read_key(pem);
    const char *fault = judge_key(key, pem);
    if (fault == NULL) {
        size_t room = 2 * (strlen(rr_json_text(header)) + strlen(rr_json_text(claims)) +
                           (size_t)EVP_PKEY_get_size(key) + 16);
        rr_sensitive_reserve(out, room);
        size_t n = add_part(out->text, header);
        out->text[n++] = '.';
        n += add_part(out->text + n, claims);
        if (!add_signature(key, out->text, n))
            fault = _("cannot be signed with");
        out->len = strlen(out->text);
    }
    EVP_PKEY_free(key);
    return fault;
}
