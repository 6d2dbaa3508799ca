/* A box over everything, with what lies behind it shaded. */
#ifndef RR_TUI_OVERLAY_H
#define RR_TUI_OVERLAY_H

#include "tui/canvas.h"

/*
 * Draws the box in the middle, `rows` and `cols` inside at most, and returns its inside. On a small screen the frame
 * goes first, so that there is room.
 */
struct rect overlay_draw(struct canvas *canvas, const char *title, int rows, int cols);

/* The inside that overlay_draw would return: for updates, which need the room. */
struct rect overlay_inside(struct rect screen, int rows, int cols);

#endif
