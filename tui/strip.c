/* The pipeline strip; see the header. */
#include "config.h"

#include "tui/strip.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "tui/model.h"

struct station_row {
    enum rr_station station;
    const char *title; // N_
};

static const struct station_row stations[STRIP_STATIONS] = {
    {RR_STATION_SOURCE, N_("Source")},
    {RR_STATION_BUILD, N_("Cloud Build")},
    {RR_STATION_REGISTRY, N_("Artifact Registry")},
    {RR_STATION_RUN, N_("Cloud Run")},
    {RR_STATION_SCHEDULER, N_("Scheduler")},
};

enum rr_station strip_station(int index)
{
    return stations[index].station;
}

const char *strip_title(int index)
{
    return _(stations[index].title);
}

enum rr_station strip_fact_station(const char *fact)
{
    static const struct {
        const char *id; // the fact's, up to its ':'
        enum rr_station station;
    } rows[] = {
        {"project", RR_STATION_SOURCE},
        {"ancestry", RR_STATION_SOURCE},
        {"billing", RR_STATION_SOURCE},
        {"services", RR_STATION_SOURCE},
        {"bucket", RR_STATION_SOURCE},
        {"bucket-policy", RR_STATION_BUILD},
        {"project-policy", RR_STATION_BUILD},
        {"build-default", RR_STATION_BUILD},
        {"build-account", RR_STATION_BUILD},
        {"ancestor-policy", RR_STATION_BUILD},
        {"role", RR_STATION_BUILD},
        {"repository", RR_STATION_REGISTRY},
        {"repository-policy", RR_STATION_REGISTRY},
        {"service", RR_STATION_RUN},
        {"service-policy", RR_STATION_RUN},
        {"runtime-account", RR_STATION_RUN},
        {"runtime-policy", RR_STATION_RUN},
        {"constraint", RR_STATION_ACCESS},
        {"caller-project", RR_STATION_CALLER},
        {"caller-repository", RR_STATION_CALLER},
        {"caller-runtime-account", RR_STATION_CALLER},
        {"caller-build-account", RR_STATION_CALLER},
    };
    size_t n = strcspn(fact, ":");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strlen(rows[i].id) == n && strncmp(rows[i].id, fact, n) == 0)
            return rows[i].station;
    return RR_STATION_COUNT;
}

/* ---- verdicts ---- */

enum glyph strip_spinner(const struct model *m)
{
    enum { FRAME_MS = 120 };
    int frame = (int)(m->now_ms / FRAME_MS % GLYPH_SPIN_FRAMES);
    return (enum glyph)(GLYPH_SPIN_0 + frame);
}

static bool is_reading(const struct model *m, enum rr_station station)
{
    bool any = false;
    for (size_t i = 0; i < m->check.n_lines; i++) {
        if (strip_fact_station(m->check.lines[i].id) != station)
            continue;
        if (m->check.lines[i].state == RR_FACT_PENDING)
            return true;
        any = true;
    }
    return !any; // nothing of it was asked yet
}

static struct verdict verdict(enum glyph glyph, enum style style, const char *words)
{
    struct verdict out = {.glyph = glyph, .style = style};
    snprintf(out.words, sizeof out.words, "%s", words);
    return out;
}

static size_t count(const struct model *m, enum rr_station station, enum rr_finding_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < m->judged.findings.n_items; i++) {
        const struct rr_finding *finding = &m->judged.findings.items[i];
        n += finding->station == station && finding->state == state && finding->is_required;
    }
    return n;
}

static bool is_service_there(const struct model *m)
{
    for (size_t i = 0; i < m->check.n_lines; i++)
        if (strcmp(m->check.lines[i].id, "service") == 0)
            return m->check.lines[i].state == RR_FACT_KNOWN;
    return false;
}

static struct verdict judge_station(const struct model *m, enum rr_station station)
{
    size_t n_blocked = count(m, station, RR_FINDING_BLOCKED);
    size_t n_missing = count(m, station, RR_FINDING_MISSING);
    size_t n_unknown = count(m, station, RR_FINDING_UNKNOWN);
    struct verdict out = verdict(GLYPH_OK, STYLE_OK, _("ready"));
    if (n_blocked > 0) {
        out = verdict(GLYPH_BLOCKED, STYLE_BLOCKED, _("blocked"));
    } else if (n_missing > 0) {
        out = verdict(GLYPH_MISSING, STYLE_MISSING, "");
        snprintf(out.words, sizeof out.words, _("%zu missing"), n_missing);
    } else if (n_unknown > 0) {
        out = verdict(GLYPH_UNKNOWN, STYLE_UNKNOWN, "");
        snprintf(out.words, sizeof out.words, _("%zu unknown"), n_unknown);
    } else if (station == RR_STATION_RUN && !is_service_there(m)) {
        out = verdict(GLYPH_TODO, STYLE_STEP_TODO, _("not yet"));
    }
    return out;
}

struct verdict strip_verdict(const struct model *m, int index)
{
    enum rr_station station = stations[index].station;
    bool is_scheduler = station == RR_STATION_SCHEDULER;
    if (is_scheduler && m->access != RR_ACCESS_SCHEDULED)
        return verdict(GLYPH_DASH, STYLE_DIM, _("not used"));
    if (m->check.ticket != 0 && is_reading(m, station) && !is_scheduler)
        return verdict(strip_spinner(m), STYLE_RUNNING, _("reading"));
    if (!m->judged.is_there)
        return verdict(GLYPH_TODO, STYLE_STEP_TODO, _("not read"));
    if (is_scheduler && count(m, station, RR_FINDING_MISSING) == 0)
        return verdict(GLYPH_TODO, STYLE_STEP_TODO, _("not yet"));
    return judge_station(m, station);
}

/* ---- drawing ---- */

/* Where each station's name begins: even gaps between the names. */
static int place(int cols, int starts[STRIP_STATIONS])
{
    int names = 0;
    for (int i = 0; i < STRIP_STATIONS; i++)
        names += text_width(strip_title(i));
    int gap = (cols - 4 - names) / (STRIP_STATIONS - 1);
    if (gap > 12)
        gap = 12;
    int at = 2;
    for (int i = 0; i < STRIP_STATIONS; i++) {
        starts[i] = at;
        at += text_width(strip_title(i)) + gap;
    }
    return gap;
}

static void draw_arrow(struct canvas *canvas, struct rect gap, bool points_left)
{
    struct rect inner = rect_keep(rect_skip(gap, 0, 1), 1, gap.cols - 2);
    if (inner.cols < 2)
        return;
    canvas_hline(canvas, inner, STYLE_BORDER);
    if (points_left)
        canvas_glyph(canvas, inner, STYLE_BORDER, GLYPH_LEFT);
    else
        canvas_glyph(canvas, rect_skip(inner, 0, inner.cols - 1), STYLE_BORDER, GLYPH_RIGHT);
}

static void draw_verdict(struct canvas *canvas, struct rect area, const struct verdict *verdict)
{
    int used = canvas_glyph(canvas, area, verdict->style, verdict->glyph);
    canvas_put_cut(canvas, rect_skip(area, 0, used + 1), verdict->style, verdict->words);
}

void strip_view(const struct model *m, struct canvas *canvas, struct rect area, int focus)
{
    int starts[STRIP_STATIONS];
    int gap = place(area.cols, starts);
    for (int i = 0; i < STRIP_STATIONS; i++) {
        int width = text_width(strip_title(i));
        enum style style = i == focus ? STYLE_STATION_FOCUS : STYLE_STATION;
        struct rect names = rect_skip(rect_row(area, 0), 0, starts[i]);
        canvas_put(canvas, names, style, strip_title(i));
        if (i + 1 < STRIP_STATIONS)
            draw_arrow(canvas, rect_keep(rect_skip(names, 0, width), 1, gap),
                       i + 2 == STRIP_STATIONS);
        struct verdict verdict = strip_verdict(m, i);
        struct rect below = rect_skip(rect_row(area, 1), 0, starts[i]);
        bool is_last = i + 1 == STRIP_STATIONS;
        draw_verdict(canvas, is_last ? below : rect_keep(below, 1, width + gap - 1), &verdict);
    }
}

int strip_at(int cols, int col)
{
    int starts[STRIP_STATIONS];
    place(cols, starts);
    for (int i = STRIP_STATIONS - 1; i >= 0; i--)
        if (col >= starts[i])
            return i;
    return -1;
}
