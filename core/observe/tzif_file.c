/* Reads a zone's file; see the header. */
#include "config.h"

#include "core/observe/tzif_file.h"

#include <unistd.h>

#include "core/policy/names.h"
#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"

enum { ZONE_FILE_MAX = 256 * 1024 };

static const char *find_database(void)
{
    static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                          "/usr/share/lib/zoneinfo"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (access(folders[i], R_OK) == 0)
            return folders[i];
    return NULL;
}

bool rr_tzif_load(const char *name, struct rr_tzif *out, struct rr_arena *arena, struct rr_err *err)
{
    const char *folder = find_database();
    if (!rr_name_check_time_zone(name, err))
        return false;
    if (folder == NULL)
        return rr_err_set(err, RR_FILE, "%s", _("this machine has no time zone data"));
    const char *path = rr_arena_printf(arena, "%s/%s", folder, name);
    if (access(path, R_OK) != 0) {
        rr_err_set(err, RR_BAD_INPUT, _("There is no time zone \"%.80s\""), name);
        return rr_err_detail(err, "%s",
                             _("Time zones have names such as Asia/Tokyo, America/New_York or "
                               "Etc/UTC."));
    }
    RR_BUF_AUTO bytes = {0};
    return rr_file_read(path, ZONE_FILE_MAX, &bytes, err) &&
           rr_tzif_read(rr_buf_text(&bytes), bytes.len, out, arena, err);
}
