/* Things that go wrong on purpose. */
#ifndef RR_SANDBOX_FAULT_H
#define RR_SANDBOX_FAULT_H

#include <stdbool.h>

#include "runready/err.h"

enum sb_fault_kind {
    SB_FAULT_NONE,
    SB_FAULT_STATUS,
    SB_FAULT_RESET,
    SB_FAULT_CUT,
    SB_FAULT_GARBAGE,
    SB_FAULT_EMPTY,
    SB_FAULT_SLOW,
    SB_FAULT_WRITER,
    SB_FAULT_STALE,
    SB_FAULT_DROP,
    SB_FAULT_HANG,
    SB_FAULT_MUTE,
    SB_FAULT_HEADERS,
    SB_FAULT_BODY,
    SB_FAULT_TRUNCATE,
    SB_FAULT_DRIP,
    SB_FAULT_REMOVER,
    SB_FAULT_HUGE,
    SB_FAULT_DEEP,
};

struct sb_fault {
    char glob[200];
    char method[12]; // "" = any
    enum sb_fault_kind kind;
    int status;      // for SB_FAULT_STATUS
    int after;       // requests that pass first
    int count;       // then so many fail; -1 = all
    int n_struck;    // so often it has
    int retry_after; // seconds; -1 = none
    bool is_dated;   // Retry-After as an HTTP date
    bool is_html;    // a proxy's page instead of the API's words
    int amount;      // ms of slow, hang, mute and of each byte of drip; reads of stale
};

/* Reads "PATH_GLOB[:METHOD]=KIND[,OPTION...]" (see rr_sandbox_fault_help). */
RR_MUST_CHECK bool sb_fault_parse(const char *spec, struct sb_fault *out, struct rr_err *err);

/* Does it strike this request? Counts it. */
bool sb_fault_strikes(struct sb_fault *fault, const char *method, const char *path);

#endif
