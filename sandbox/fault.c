/* The fault grammar. */
#include "config.h"

#include "sandbox/fault.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"
#include "sandbox/sandbox.h"

static const struct {
    const char *word;
    enum sb_fault_kind kind;
    int amount;
} kinds[] = {
    {"reset", SB_FAULT_RESET, 0},       {"cut", SB_FAULT_CUT, 0},
    {"garbage", SB_FAULT_GARBAGE, 0},   {"empty", SB_FAULT_EMPTY, 0},
    {"slow", SB_FAULT_SLOW, 5000},      {"writer", SB_FAULT_WRITER, 0},
    {"stale", SB_FAULT_STALE, 1},       {"drop", SB_FAULT_DROP, 0},
    {"huge", SB_FAULT_HUGE, 0},         {"deep", SB_FAULT_DEEP, 0},
    {"hang", SB_FAULT_HANG, 5000},      {"mute", SB_FAULT_MUTE, 5000},
    {"headers", SB_FAULT_HEADERS, 0},   {"body", SB_FAULT_BODY, 0},
    {"truncate", SB_FAULT_TRUNCATE, 0}, {"drip", SB_FAULT_DRIP, 500},
    {"remover", SB_FAULT_REMOVER, 0},
};

const char *rr_sandbox_fault_help(void)
{
    return _("PATH_GLOB[:METHOD]=KIND[,OPTION...]\n"
             "  The glob is matched against the path (a * also crosses slashes).\n"
             "  KIND:\n"
             "    400..599   answer with this status and do nothing\n"
             "    reset      close the connection and do nothing\n"
             "    drop       do it, then close the connection: the answer is lost\n"
             "    cut        do it, and cut the answer in the middle\n"
             "    headers    do it, and reset the connection inside the answer's headers\n"
             "    body       do it, and reset the connection inside the answer's body\n"
             "    truncate   do it; the answer is half a JSON document, as if it were whole\n"
             "    hang       do nothing, and close only after ms=N (5000 if not given)\n"
             "    mute       do it, answer nothing, and close only after ms=N\n"
             "    drip       do it, and send the answer byte by byte, ms=N each\n"
             "    garbage    an HTML page instead of the answer\n"
             "    empty      an empty body instead of the answer\n"
             "    huge       an answer of 50 MB\n"
             "    deep       JSON nested 10,000 deep\n"
             "    slow       wait ms=N first (5000 if not given)\n"
             "    writer     somebody else changes the policy just before this setIamPolicy\n"
             "    remover    the same, but takes somebody out\n"
             "    stale      after this write, reads=N reads (1 if not given) still show the old "
             "policy\n"
             "  OPTION:\n"
             "    after=N        let N requests pass first\n"
             "    count=N        then only N times (always, if not given)\n"
             "    retry-after=S  send this header with a status; dated: as a date\n"
             "    html           a status comes with a proxy's page\n"
             "  Example: '*:setIamPolicy:POST=503,count=2,retry-after=1'");
}

static bool read_kind(const char *word, struct sb_fault *out)
{
    long status;
    if (rr_str_to_int(word, 400, 599, &status)) {
        out->kind = SB_FAULT_STATUS;
        out->status = (int)status;
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].word, word) == 0) {
            out->kind = kinds[i].kind;
            out->amount = kinds[i].amount;
            return true;
        }
    }
    return false;
}

static bool read_option(const char *option, struct sb_fault *out)
{
    const struct {
        const char *name;
        int *to;
    } options[] = {{"after=", &out->after},
                   {"count=", &out->count},
                   {"retry-after=", &out->retry_after},
                   {"ms=", &out->amount},
                   {"reads=", &out->amount}};
    if (strcmp(option, "dated") == 0)
        return out->is_dated = true;
    if (strcmp(option, "html") == 0)
        return out->is_html = true;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        long number;
        if (rr_str_has_prefix(option, options[i].name) &&
            rr_str_to_int(option + strlen(options[i].name), 0, 1000000, &number)) {
            *options[i].to = (int)number;
            return true;
        }
    }
    return false;
}

/* A method is upper case, so the verb of a path is never taken for one. */
static void take_method(struct sb_fault *out)
{
    char *colon = strrchr(out->glob, ':');
    if (colon == NULL || colon[1] == '\0' || strlen(colon + 1) >= sizeof out->method ||
        strspn(colon + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != strlen(colon + 1))
        return;
    memcpy(out->method, colon + 1, strlen(colon + 1) + 1);
    *colon = '\0';
}

bool sb_fault_parse(const char *spec, struct sb_fault *out, struct rr_err *err)
{
    struct sb_fault fault = {.count = -1, .retry_after = -1};
    const char *equals = strchr(spec, '=');
    char words[200];
    bool fine = equals != NULL && equals > spec && (size_t)(equals - spec) < sizeof fault.glob &&
                strlen(equals + 1) < sizeof words;
    if (fine) {
        memcpy(fault.glob, spec, (size_t)(equals - spec));
        take_method(&fault);
        memcpy(words, equals + 1, strlen(equals + 1) + 1);
        char *rest = words, *word = strsep(&rest, ",");
        fine = read_kind(word, &fault);
        while (fine && (word = strsep(&rest, ",")) != NULL)
            fine = read_option(word, &fault);
    }
    if (!fine) {
        rr_err_set(err, RR_BAD_INPUT, _("not a fault: %s"), spec);
        return rr_err_detail(err, "%s", rr_sandbox_fault_help());
    }
    *out = fault;
    return true;
}

bool sb_fault_strikes(struct sb_fault *fault, const char *method, const char *path)
{
    if ((fault->method[0] != '\0' && strcmp(fault->method, method) != 0) ||
        fnmatch(fault->glob, path, 0) != 0)
        return false;
    if (fault->after > 0) {
        fault->after--;
        return false;
    }
    if (fault->count == 0)
        return false;
    if (fault->count > 0)
        fault->count--;
    fault->n_struck++;
    return true;
}
