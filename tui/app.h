/* The wizard's heart: a message changes the model and asks for effects; the model is drawn. */
#ifndef RR_TUI_APP_H
#define RR_TUI_APP_H

#include "tui/canvas.h"
#include "tui/effect.h"
#include "tui/model.h"
#include "tui/msg.h"

/* Takes one message. What it does not take of the message's memory stays the caller's. `fx` starts empty. */
void app_update(struct model *m, struct msg *msg, struct effects *fx);

/* Draws all of it; the canvas has the model's size. */
void app_view(const struct model *m, struct canvas *canvas);

#endif
