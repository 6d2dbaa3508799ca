/* What a schedule means; see runready/cron.h. */
#include "config.h"

#include <stdlib.h>

#include "core/observe/tzif_file.h"
#include "core/policy/calendar.h"
#include "core/policy/cron.h"
#include "core/policy/cron_runs.h"
#include "core/policy/cron_words.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "runready/cron.h"

static const char *local_text(const struct rr_tzif *zone, int64_t at_s, struct rr_arena *arena)
{
    static const char *const names[] = {N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"),
                                        N_("Thu"), N_("Fri"), N_("Sat")};
    enum { DAY_S = 86400 };
    int offset = rr_tzif_offset(zone, at_s);
    int64_t local = at_s + offset;
    int64_t day = rr_floor_div(local, DAY_S);
    int second = (int)(local - day * DAY_S);
    struct rr_date date = rr_day_to_date(day);
    return rr_arena_printf(arena, "%04d-%02d-%02d %02d:%02d %c%02d:%02d (%s)", (int)date.year,
                           date.month, date.day, second / 3600, second / 60 % 60,
                           offset < 0 ? '-' : '+', abs(offset) / 3600, abs(offset) / 60 % 60,
                           _(names[rr_day_weekday(day)]));
}

static void find_next(const struct rr_cron *cron,
                      const struct rr_tzif *zone,
                      int64_t now_s,
                      struct rr_cron_meaning *out,
                      struct rr_arena *arena)
{
    int64_t times[RR_NEXT_RUNS];
    out->n_next = rr_cron_runs(cron, zone, now_s, times, RR_NEXT_RUNS);
    for (size_t i = 0; i < out->n_next; i++)
        out->next[i] = (struct rr_next_run){times[i], local_text(zone, times[i], arena)};
}

bool rr_cron_explain(const char *cron,
                     const char *time_zone,
                     int64_t now_s,
                     struct rr_cron_meaning *out,
                     struct rr_arena *arena,
                     struct rr_err *err)
{
    struct rr_cron parsed;
    struct rr_tzif zone;
    struct rr_err why = {0};
    if (!rr_cron_parse(cron, &parsed, err))
        return false;
    struct rr_cron_meaning meaning = {.words = rr_cron_words(&parsed, arena)};
    bool has_zone =
        rr_tzif_load(rr_str_is_empty(time_zone) ? "Etc/UTC" : time_zone, &zone, arena, &why);
    if (!has_zone && why.kind == RR_BAD_INPUT) {
        if (err != NULL)
            *err = why;
        return false;
    }
    if (has_zone)
        find_next(&parsed, &zone, now_s, &meaning, arena);
    *out = meaning;
    return true;
}
