/* What Google refuses in a policy that is to be written. */
#ifndef RR_SANDBOX_POLICY_RULES_H
#define RR_SANDBOX_POLICY_RULES_H

#include "sandbox/call.h"

/* Judges `sent` for the call's resource; on false the refusal is the call's answer. */
bool sb_policy_judge(struct sb_call *call, sb_tree *sent);

#endif
