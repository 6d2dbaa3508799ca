/* The box of a row that can be ticked. */
#ifndef RR_TUI_TICK_H
#define RR_TUI_TICK_H

#include "tui/canvas.h"

enum tick { TICK_OFF, TICK_ON, TICK_FIXED }; // fixed: holds already, or cannot be changed

/* "▸[x] " with the cursor's sign where the cursor is; returns the columns used (TICK_COLS). */
enum { TICK_COLS = 5 };
int tick_draw(struct canvas *canvas, struct rect row, enum tick tick, bool has_cursor);

#endif
