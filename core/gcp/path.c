/* URL paths; see the header. */
#include "config.h"

#include "core/gcp/path.h"

#include <stdarg.h>
#include <string.h>

#include "core/util/buf.h"

const char *rr_path(struct rr_arena *arena, const char *format, ...)
{
    RR_BUF_AUTO path = {0};
    va_list args;
    va_start(args, format);
    for (const char *hole; (hole = strstr(format, "%s")) != NULL; format = hole + 2) {
        rr_buf_addn(&path, format, (size_t)(hole - format));
        rr_buf_add_url(&path, va_arg(args, const char *), "@:");
    }
    va_end(args);
    rr_buf_add(&path, format);
    return rr_arena_str(arena, rr_buf_text(&path));
}
