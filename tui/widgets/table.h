/* Columns of a table: widths from what is in them and the room there is. */
#ifndef RR_TUI_TABLE_H
#define RR_TUI_TABLE_H

#include "tui/canvas.h"

enum { TABLE_COLUMNS_MAX = 8 };

struct column {
    int wanted; // columns that the widest text takes
    int least;  // below that it is left out
    int rank;   // what gives way first when there is no room: the highest
};

struct table {
    struct column columns[TABLE_COLUMNS_MAX];
    int n;
    int gap; // between columns
    int col[TABLE_COLUMNS_MAX];
    int cols[TABLE_COLUMNS_MAX]; // 0 = left out
};

/* Widens the column's wish to `text`. */
void table_want(struct table *table, int column, const char *text);

/* Fits all columns into `cols`: first the highest ranks shrink to their least, then they are left out. */
void table_fit(struct table *table, int cols);

/* Where a column's text goes in a row; empty when it is left out. */
struct rect table_cell(const struct table *table, struct rect row, int column);

#endif
