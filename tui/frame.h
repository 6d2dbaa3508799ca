/*
 * What stands around every page: head, steps, pipeline strip, notice and footer; and the rectangles that
 * follow from the size alone, so that update and view agree on them.
 */
#ifndef RR_TUI_FRAME_H
#define RR_TUI_FRAME_H

#include "tui/canvas.h"
#include "tui/page.h"

/* Smaller than this there is one line, which still takes q. */
enum { FRAME_LEAST_ROWS = 12, FRAME_LEAST_COLS = 40 };

/* Empty rectangles are left out for want of room. */
struct layout {
    bool is_too_small;
    struct rect head;
    struct rect steps;
    struct rect strip; // two rows
    struct rect body;
    struct rect notice; // a line, or what there is to say
    struct rect footer;
    struct rect lines[2]; // under the steps and under the strip
};
struct layout frame_layout(int rows, int cols);

/* The inside of an overlay, at most. */
enum { OVERLAY_ROWS = 28, OVERLAY_COLS = 92 };

/* The body of a page, and of the overlay on top. */
struct rect frame_body(const struct model *m);
struct rect frame_overlay(const struct model *m);

/* A list and what is to be said about its row: side by side where there is room, else one below the other. */
struct panes {
    struct rect list;
    struct rect details; // empty where there is no room
    bool is_side;
};
struct panes frame_panes(struct rect body);
void frame_draw_divider(struct canvas *canvas, struct rect body, struct panes panes);

/* Which CONTEXT_ bits hold now. */
unsigned frame_contexts(const struct model *m);

void frame_view(const struct model *m, struct canvas *canvas);

#endif
