/*
 * The catalogue: every text a person sees goes through _() and stands in po/ja.po.
 *
 * The Japanese catalogue is compiled in, so that it works with no locale installed and under
 * C.UTF-8, where the C library ignores LANGUAGE (see doc/adr). The language in force is a property
 * of the process, as the locale is: a front end sets it, at the start or at a key press.
 */
#ifndef RR_UTIL_I18N_H
#define RR_UTIL_I18N_H

#include "runready/lang.h"

#define _(text)  rr_tr(text)
#define N_(text) text

/* The text in the language in force, or `text` itself. Static storage: never freed. Any thread. */
RR_API const char *rr_tr(const char *text) __attribute__((format_arg(1)));

#endif
