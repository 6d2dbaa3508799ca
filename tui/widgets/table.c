/* Columns of a table. */
#include "config.h"

#include "tui/widgets/table.h"

void table_want(struct table *table, int column, const char *text)
{
    int width = text_width(text);
    if (width > table->columns[column].wanted)
        table->columns[column].wanted = width;
}

static int total(const struct table *table)
{
    int sum = 0;
    for (int i = 0; i < table->n; i++)
        if (table->cols[i] > 0)
            sum += table->cols[i] + (sum > 0 ? table->gap : 0);
    return sum;
}

/* The column of highest rank among those that can still give way; -1 when there is none. */
static int weakest(const struct table *table, bool may_vanish)
{
    int best = -1;
    for (int i = 0; i < table->n; i++) {
        int floor = may_vanish ? 0 : table->columns[i].least;
        if (table->cols[i] > floor &&
            (best < 0 || table->columns[i].rank > table->columns[best].rank))
            best = i;
    }
    return best;
}

static void give_way(struct table *table, int cols)
{
    for (int i; total(table) > cols && (i = weakest(table, false)) >= 0;) {
        int surplus = total(table) - cols;
        int most = table->cols[i] - table->columns[i].least;
        table->cols[i] -= surplus < most ? surplus : most;
    }
    for (int i; total(table) > cols && (i = weakest(table, true)) >= 0;)
        table->cols[i] = 0;
}

/* Room that a vanished column left goes back to the strongest that wants it. */
static void take_back(struct table *table, int cols)
{
    for (int rank = 0; rank < TABLE_COLUMNS_MAX; rank++) {
        for (int i = 0; i < table->n; i++) {
            int room = cols - total(table);
            int wish = table->columns[i].wanted - table->cols[i];
            if (table->columns[i].rank == rank && table->cols[i] > 0 && room > 0)
                table->cols[i] += wish < room ? wish : room;
        }
    }
}

void table_fit(struct table *table, int cols)
{
    for (int i = 0; i < table->n; i++)
        table->cols[i] = table->columns[i].wanted;
    give_way(table, cols);
    take_back(table, cols);
    int at = 0;
    for (int i = 0; i < table->n; i++) {
        table->col[i] = at;
        at += table->cols[i] > 0 ? table->cols[i] + table->gap : 0;
    }
}

struct rect table_cell(const struct table *table, struct rect row, int column)
{
    return rect_keep(rect_skip(row, 0, table->col[column]), 1, table->cols[column]);
}
