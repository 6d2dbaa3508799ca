/* The rows of the tables of pages and overlays. */
#ifndef RR_TUI_SCREENS_SCREENS_H
#define RR_TUI_SCREENS_SCREENS_H

#include "tui/page.h"

extern const struct screen start_screen;
extern const struct screen check_screen;
extern const struct screen account_screen;
extern const struct screen roles_screen;
extern const struct screen access_screen;
extern const struct screen schedule_screen;
extern const struct screen review_screen;
extern const struct screen apply_screen;
extern const struct screen wait_screen;
extern const struct screen deploy_screen;
extern const struct screen done_screen;

extern const struct screen help_overlay;
extern const struct screen keys_overlay;
extern const struct screen themes_overlay;
extern const struct screen language_overlay;
extern const struct screen activity_overlay;
extern const struct screen trouble_overlay;
extern const struct screen sign_in_overlay;
extern const struct screen glossary_overlay;
extern const struct screen station_overlay;
extern const struct screen role_overlay;
extern const struct screen step_overlay;
extern const struct screen error_overlay;
extern const struct screen quit_overlay;

#endif
