/* The language in which the library words its texts. */
#ifndef RUNREADY_LANG_H
#define RUNREADY_LANG_H

#include <stdbool.h>

#include "runready/api.h"

/* Takes "en" or "ja" (also "ja_JP.UTF-8", "ja-JP"); false, and nothing changes, for anything else. */
RR_API bool rr_lang_set(const char *name);

/* "en" or "ja". */
RR_API const char *rr_lang_get(void);

#endif
