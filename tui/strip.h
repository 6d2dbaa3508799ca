/* The pipeline: the stations that a deploy from source passes, with what is known of each. */
#ifndef RR_TUI_STRIP_H
#define RR_TUI_STRIP_H

#include "runready/finding.h"
#include "tui/canvas.h"

struct model;

enum { STRIP_STATIONS = 5 };

/* The stations in the order of the strip. */
enum rr_station strip_station(int index);

/* Never translated: Google's names; "Source" is. */
const char *strip_title(int index);

/* What is known of a station: a sign, a style and few words. */
struct verdict {
    enum glyph glyph;
    enum style style;
    char words[64];
};
struct verdict strip_verdict(const struct model *m, int index);

/* The station a fact is read for; RR_STATION_COUNT for none of them. */
enum rr_station strip_fact_station(const char *fact);

/* The spinner's glyph at this moment. */
enum glyph strip_spinner(const struct model *m);

/* Which station stands at this column of the strip; -1 = none. */
int strip_at(int cols, int col);

/* Two rows; `focus` is the station under the cursor, -1 = none. */
void strip_view(const struct model *m, struct canvas *canvas, struct rect area, int focus);

#endif
