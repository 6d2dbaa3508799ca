/*
 * Words for a transfer without an answer: what could not be done, where, why, and what now. curl's
 * own text goes along, because people search for it; it names hosts and files, never a query.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/net/http_private.h"
#include "core/util/i18n.h"

/* Results of X509_verify_cert (openssl/x509_vfy.h), as CURLINFO_SSL_VERIFYRESULT gives them. */
enum {
    CERT_NOT_YET_VALID = 9,
    CERT_EXPIRED = 10,
    CERT_SELF_SIGNED = 18,
    CERT_SELF_SIGNED_IN_CHAIN = 19,
    CERT_NO_ISSUER_HERE = 20,
    CERT_NO_ISSUER = 21,
};

/* `what` takes the host. */
struct failure {
    int code;
    enum rr_err_kind kind;
    const char *reason; // what the retry table goes by
    const char *what;
    const char *now;
};

static const struct failure failures[] = {
    {CURLE_URL_MALFORMAT, RR_BAD_INPUT, "", N_("The address of %s cannot be used"), ""},
    {CURLE_UNSUPPORTED_PROTOCOL, RR_BAD_INPUT, "", N_("The address of %s cannot be used"),
     N_("Only http and https are spoken.")},
    {CURLE_COULDNT_RESOLVE_HOST, RR_OFFLINE, "", N_("The name %s was not found"),
     N_("Is this machine online? Behind a proxy, set HTTPS_PROXY.")},
    {CURLE_COULDNT_RESOLVE_PROXY, RR_OFFLINE, "", N_("The proxy for %s was not found"),
     N_("Check HTTPS_PROXY and NO_PROXY.")},
    {CURLE_COULDNT_CONNECT, RR_OFFLINE, "", N_("%s cannot be reached: the connection was refused"),
     N_("Is this machine online? A firewall may want a proxy: set HTTPS_PROXY.")},
    {CURLE_OPERATION_TIMEDOUT, RR_TIMEOUT, "", N_("No answer from %s in time"),
     N_("Try again. If it stays so, a firewall or proxy may be in the way.")},
    {CURLE_GOT_NOTHING, RR_OFFLINE, "", N_("%s closed the connection without an answer"),
     N_("Try again. If it stays so, a firewall or proxy may be in the way.")},
    {CURLE_RECV_ERROR, RR_OFFLINE, "", N_("The connection to %s broke"), N_("Try again.")},
    {CURLE_SEND_ERROR, RR_OFFLINE, "", N_("The connection to %s broke"), N_("Try again.")},
    {CURLE_HTTP2, RR_OFFLINE, "", N_("The connection to %s broke"), N_("Try again.")},
    {CURLE_HTTP2_STREAM, RR_OFFLINE, "", N_("The connection to %s broke"), N_("Try again.")},
    {CURLE_PARTIAL_FILE, RR_BAD_REPLY, "CUT", N_("The answer of %s was cut off"), N_("Try again.")},
    {CURLE_BAD_CONTENT_ENCODING, RR_BAD_REPLY, "", N_("The answer of %s cannot be unpacked"),
     N_("Try again.")},
    {CURLE_WEIRD_SERVER_REPLY, RR_BAD_REPLY, "", N_("The answer of %s is not HTTP"),
     N_("A proxy may be in the way.")},
    {CURLE_SSL_CACERT_BADFILE, RR_OFFLINE, "TLS", N_("No certificates to check %s by"),
     N_("The file that CURL_CA_BUNDLE or SSL_CERT_FILE names cannot be read.")},
    {CURLE_SSL_CONNECT_ERROR, RR_OFFLINE, "", N_("No secure connection to %s"),
     N_("A proxy or firewall that does not speak TLS may be in the way.")},
    {CURLE_PEER_FAILED_VERIFICATION, RR_OFFLINE, "TLS",
     N_("The certificate of %s could not be checked"), N_("Nothing was sent.")},
};

static const struct failure certificates[] = {
    {CERT_NOT_YET_VALID, RR_OFFLINE, "TLS", N_("The certificate of %s is not valid yet"),
     N_("Is the clock of this machine right? Nothing was sent.")},
    {CERT_EXPIRED, RR_OFFLINE, "TLS", N_("The certificate of %s has expired"),
     N_("Is the clock of this machine right? Nothing was sent.")},
    {CERT_SELF_SIGNED, RR_OFFLINE, "TLS",
     N_("The certificate of %s comes from an issuer this machine does not know"),
     N_("A company proxy may be in the way: put its certificate into a file and name it in "
        "SSL_CERT_FILE. Nothing was sent.")},
};

static const struct failure other_failure = {0, RR_OFFLINE, "", N_("The request to %s failed"),
                                             N_("Try again.")};

static const struct failure wrong_host = {
    0, RR_OFFLINE, "TLS", N_("The certificate is not one for %s"),
    N_("Something in between answers in its name. Nothing was sent.")};

static const struct failure *find(const struct failure *table, size_t n, long code)
{
    for (size_t i = 0; i < n; i++)
        if (table[i].code == code)
            return &table[i];
    return NULL;
}

static const struct failure *find_certificate(const struct rr_transfer *transfer)
{
    long result = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_SSL_VERIFYRESULT, &result);
    if (result == CERT_SELF_SIGNED_IN_CHAIN || result == CERT_NO_ISSUER_HERE ||
        result == CERT_NO_ISSUER)
        result = CERT_SELF_SIGNED;
    if (strstr(transfer->error_text, "subject name") != NULL)
        return &wrong_host;
    return find(certificates, sizeof certificates / sizeof *certificates, result);
}

static const struct failure *choose(const struct rr_transfer *transfer, CURLcode code)
{
    const struct failure *found = NULL;
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        found = find_certificate(transfer);
    if (found == NULL)
        found = find(failures, sizeof failures / sizeof *failures, code);
    return found != NULL ? found : &other_failure;
}

void rr_http_failure(const struct rr_transfer *transfer, CURLcode code, struct rr_err *err)
{
    if (transfer->reply.cut) {
        rr_err_set(err, RR_BAD_REPLY, _("The answer of %s is larger than %zu bytes"),
                   transfer->host, transfer->reply.max);
        return;
    }
    const struct failure *failure = choose(transfer, code);
    const char *cause = transfer->error_text;
    rr_err_set(err, failure->kind, _(failure->what), transfer->host);
    snprintf(err->reason, sizeof err->reason, "%s", failure->reason);
    rr_err_detail(err, "%s\n%s", *cause != '\0' ? cause : curl_easy_strerror(code),
                  _(failure->now));
}
