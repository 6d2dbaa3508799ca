/* The built-in themes: themes/NAME.theme, compiled in so that the program works uninstalled. */
#ifndef RR_TUI_THEME_DATA_H
#define RR_TUI_THEME_DATA_H

struct theme_data {
    const char *name;
    const unsigned char *text; // terminated
};

/* Ends with a row without name. */
extern const struct theme_data theme_data[];

#endif
