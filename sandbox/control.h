/* What a test may ask of the stand-in itself. */
#ifndef RR_SANDBOX_CONTROL_H
#define RR_SANDBOX_CONTROL_H

#include "sandbox/call.h"

void sb_control_state(struct sb_call *call); // GET /_state, with ?iam=1 only the policies

#endif
