/* What the Review page keeps between messages. */
#ifndef RR_TUI_SCREENS_REVIEW_H
#define RR_TUI_SCREENS_REVIEW_H

#include "tui/widgets/list.h"

struct review {
    struct list list;
    int tab;
    int scroll;
};

#endif
