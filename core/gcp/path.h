/* Builds URL paths and queries whose parts are percent-encoded. */
#ifndef RR_GCP_PATH_H
#define RR_GCP_PATH_H

#include "runready/arena.h"

/*
 * Like printf with %s only; every argument is percent-encoded but for "@" and ":", which Google's
 * path templates keep literal. Result lives in `arena`.
 */
const char *rr_path(struct rr_arena *arena, const char *format, ...) RR_PRINTF(2, 3);

#endif
