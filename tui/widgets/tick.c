/* The box of a row that can be ticked. */
#include "config.h"

#include "tui/widgets/tick.h"

int tick_draw(struct canvas *canvas, struct rect row, enum tick tick, bool has_cursor)
{
    static const enum glyph glyphs[] = {
        [TICK_OFF] = GLYPH_UNTICKED, [TICK_ON] = GLYPH_TICKED, [TICK_FIXED] = GLYPH_FIXED};
    enum style style = tick == TICK_FIXED ? STYLE_DIM : STYLE_PLAIN;
    if (has_cursor)
        canvas_glyph(canvas, row, STYLE_STRONG, GLYPH_CURSOR);
    canvas_put(canvas, rect_skip(row, 0, 1), style, "[");
    canvas_glyph(canvas, rect_skip(row, 0, 2), tick == TICK_ON ? STYLE_STRONG : style,
                 glyphs[tick]);
    canvas_put(canvas, rect_skip(row, 0, 3), style, "]");
    return TICK_COLS;
}
