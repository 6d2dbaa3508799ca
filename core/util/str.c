/* Text helpers; see the header. */
#include "config.h"

#include "core/util/str.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool rr_str_eq(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

bool rr_str_has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool rr_str_has_suffix(const char *text, const char *suffix)
{
    size_t n = strlen(text);
    size_t m = strlen(suffix);
    return n >= m && strcmp(text + n - m, suffix) == 0;
}

bool rr_str_is_empty(const char *text)
{
    return text == NULL || *text == '\0';
}

const char *rr_str_after_last(const char *text, char c)
{
    const char *last = strrchr(text, c);
    return last != NULL ? last + 1 : text;
}

bool rr_str_to_int(const char *text, long min, long max, long *out)
{
    if (!isdigit((unsigned char)*text))
        return false;
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || *end != '\0' || value < min || value > max)
        return false;
    *out = value;
    return true;
}
