/* The rule at the end of a TZif file, in POSIX form ("EST5EDT,M3.2.0,M11.1.0"). Pure. */
#ifndef RR_POLICY_TZIF_RULE_H
#define RR_POLICY_TZIF_RULE_H

#include "core/policy/tzif.h"

/* False when the text is no rule; `out` may be partly written then. */
bool rr_tzif_rule_read(const char *text, struct rr_tzif_rule *out);

int rr_tzif_rule_offset(const struct rr_tzif_rule *rule, int64_t utc_s);

#endif
