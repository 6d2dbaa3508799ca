/* SHA-256 by OpenSSL. */
#include "config.h"

#include "core/util/digest.h"

#include <openssl/evp.h>
#include <stdio.h>

#include "core/util/xalloc.h"

void rr_digest(const char *bytes, size_t n, char out[RR_DIGEST_TEXT])
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    // Fails only without memory.
    if (EVP_Digest(bytes, n, hash, &size, EVP_sha256(), NULL) != 1)
        rr_out_of_memory();
    for (unsigned int i = 0; i < size; i++)
        snprintf(out + 2 * (size_t)i, 3, "%02x", hash[i]);
}
