/*
 * The form of values that people type. Only what passed here may be built into an address.
 *
 * Each check: true when the form is right. Errors: RR_BAD_INPUT; the summary says which value and
 * what it was meant for, the detail says the rule and gives an example.
 */
#ifndef RR_POLICY_NAMES_H
#define RR_POLICY_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/err.h"

/* Project id, a domain's project id ("example.com:my-project") or project number. */
RR_MUST_CHECK bool rr_name_check_project(const char *text, struct rr_err *err);

/* "asia-northeast1". */
RR_MUST_CHECK bool rr_name_check_region(const char *text, struct rr_err *err);

/* Cloud Run service id. */
RR_MUST_CHECK bool rr_name_check_service(const char *text, struct rr_err *err);

/* E-mail of a service account; a person's address is refused with words of its own. */
RR_MUST_CHECK bool rr_name_check_account(const char *text, struct rr_err *err);

/* Artifact Registry repository id. */
RR_MUST_CHECK bool rr_name_check_repository(const char *text, struct rr_err *err);

/* Path of a URL: "/jobs/nightly"; no query, no fragment. */
RR_MUST_CHECK bool rr_name_check_path(const char *text, struct rr_err *err);

/* Form of a tz database name: "Asia/Tokyo", "UTC". Whether the zone exists is not looked up. */
RR_MUST_CHECK bool rr_name_check_time_zone(const char *text, struct rr_err *err);

/* Id of a Scheduler job; "POST" and the like; seconds from 15 to 1800 ("180s"); 0 to 5. */
RR_MUST_CHECK bool rr_name_check_job(const char *text, struct rr_err *err);
RR_MUST_CHECK bool rr_name_check_method(const char *text, struct rr_err *err);
RR_MUST_CHECK bool rr_name_check_deadline(const char *text, struct rr_err *err);
RR_MUST_CHECK bool rr_name_check_retries(const char *text, struct rr_err *err);

/* "8080"; and the same for a number. */
RR_MUST_CHECK bool rr_name_check_port(const char *text, struct rr_err *err);
RR_MUST_CHECK bool rr_name_check_port_number(long port, struct rr_err *err);

/*
 * Somebody's text, fit to be shown: control characters, marks that turn the writing direction and
 * bytes that are not UTF-8 become visible ("<U+001B>", "<0xFF>"), what is too long ends in "...".
 */
enum { RR_SHOWN_TEXT = 128 };
void rr_name_show(const char *text, char out[RR_SHOWN_TEXT]);

#endif
