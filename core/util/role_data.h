/*
 * IAM's predefined roles as raw text (core/util/roles.txt, compiled in): data with source and date,
 * read by core/policy and, in its own way, by the sandbox.
 *
 * Lines: "# comment", "date<TAB>YYYY-MM-DD", "services<TAB>word word ...", and for each role
 * "roles/NAME<TAB>TITLE<TAB>STAGE<TAB>service.type:verb,verb service.type:verb ...", sorted by name.
 * Only permissions whose first word is among `services` are listed. Ends in NUL.
 */
#ifndef RR_UTIL_ROLE_DATA_H
#define RR_UTIL_ROLE_DATA_H

extern const unsigned char rr_role_data[];

#endif
