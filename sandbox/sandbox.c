/* Starting and stopping the stand-in. */
#include "config.h"

#include "sandbox/sandbox.h"

#include <stddef.h>

struct rr_sandbox *rr_sandbox_start(const struct rr_sandbox_options *options, struct rr_err *err)
{
    (void)options;
    rr_err_set(err, RR_BAD_INPUT, "no scenario");
    return NULL;
}
