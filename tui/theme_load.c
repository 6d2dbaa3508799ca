/* Where themes come from: the person's folder, the installation's, the program itself. */
#include "config.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/env.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"
#include "tui/theme_data.h"
#include "tui/theme_read.h"

enum { FILE_MAX = 64 * 1024, CHAIN_MAX = 4 };

static const char suffix[] = ".theme";

struct theme_dirs theme_find_dirs(struct rr_arena *arena)
{
    const char *config = rr_env_get(NULL, "XDG_CONFIG_HOME");
    const char *home = rr_env_get(NULL, "HOME");
    struct theme_dirs dirs = {.system = PKGDATADIR "/themes"};
    if (config != NULL && config[0] == '/')
        dirs.user = rr_arena_printf(arena, "%s/runready/themes", config);
    else if (home != NULL)
        dirs.user = rr_arena_printf(arena, "%s/.config/runready/themes", home);
    return dirs;
}

bool theme_is_name(const char *name)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    size_t n = strlen(name);
    return n > 0 && n < THEME_NAME && strspn(name, letters) == n;
}

static const char *built_in(const char *name)
{
    for (const struct theme_data *data = theme_data; data->name != NULL; data++)
        if (strcmp(data->name, name) == 0)
            return (const char *)data->text;
    return NULL;
}

/* From one folder; false without an error when it is not there. */
static bool read_from(const char *dir, const char *name, struct rr_buf *out, struct rr_err *err)
{
    char path[PATH_MAX];
    int n = dir != NULL ? snprintf(path, sizeof path, "%s/%s%s", dir, name, suffix) : 0;
    if (n <= 0 || (size_t)n >= sizeof path)
        return false;
    struct rr_err failure = {0};
    if (rr_file_read(path, FILE_MAX, out, &failure))
        return true;
    if (strcmp(failure.reason, "ENOENT") != 0)
        *err = failure;
    return false;
}

static bool
find_text(const struct theme_dirs *dirs, const char *name, struct rr_buf *out, struct rr_err *err)
{
    struct rr_err failure = {0};
    if (!theme_is_name(name)) {
        rr_err_set(err, RR_NOT_FOUND, _("\"%.60s\" cannot be the name of a theme."), name);
        return rr_err_detail(err, _("A name has letters, digits, - and _."));
    }
    if (read_from(dirs->user, name, out, &failure))
        return true;
    if (failure.kind == RR_OK && read_from(dirs->system, name, out, &failure))
        return true;
    if (failure.kind != RR_OK) {
        if (err != NULL)
            *err = failure;
        return false;
    }
    const char *text = built_in(name);
    if (text == NULL) {
        rr_err_set(err, RR_NOT_FOUND, _("There is no theme \"%.60s\"."), name);
        return rr_err_detail(err, _("Themes of your own are files in %s."),
                             dirs->user != NULL ? dirs->user : "~/.config/runready/themes");
    }
    rr_buf_add(out, text);
    return true;
}

/* The theme's parents first, then itself. A chain that is too long, or a circle, ends with what is there. */
static bool load_chain(struct theme_draft *draft,
                       const struct theme_dirs *dirs,
                       const char *name,
                       struct rr_buf *problems,
                       struct rr_err *err)
{
    struct rr_buf texts[CHAIN_MAX] = {0};
    char names[CHAIN_MAX + 1][THEME_NAME] = {0};
    int n = 0;
    bool is_found = true;
    snprintf(names[0], THEME_NAME, "%.*s", THEME_NAME - 1, name);
    do {
        is_found = find_text(dirs, names[n], &texts[n], err);
        if (is_found)
            theme_read_parent(rr_buf_text(&texts[n]), names[n + 1]);
        n += is_found;
    } while (is_found && n < CHAIN_MAX && names[n][0] != '\0');
    if (n == CHAIN_MAX && names[n][0] != '\0' && problems != NULL)
        rr_buf_printf(problems, _("%s%s: inherits too many themes, or itself\n"), names[0], suffix);
    for (int i = n - 1; i >= 0; i--) {
        char file[THEME_NAME + sizeof suffix];
        snprintf(file, sizeof file, "%s%s", names[i], suffix);
        draft->title[0] = '\0';
        theme_read(draft, file, rr_buf_text(&texts[i]), problems);
    }
    for (int i = 0; i < CHAIN_MAX; i++)
        rr_buf_free(&texts[i]);
    return is_found;
}

bool theme_load(struct theme *out,
                const struct theme_dirs *dirs,
                const char *name,
                struct rr_buf *problems,
                struct rr_err *err)
{
    struct theme_draft draft = {0};
    if (!load_chain(&draft, dirs, name, problems, err))
        return false;
    snprintf(out->name, sizeof out->name, "%s", name);
    theme_resolve(&draft, out);
    return true;
}

/* ---- listing ---- */

struct found {
    const char **items;
    size_t n_items, cap_items;
};

static void add_name(struct found *list, const char *name)
{
    for (size_t i = 0; i < list->n_items; i++)
        if (strcmp(list->items[i], name) == 0)
            return;
    *rr_vec_push(list, items) = name;
}

static void add_dir(struct found *list, const char *path, struct rr_arena *arena)
{
    DIR *dir = path != NULL ? opendir(path) : NULL;
    if (dir == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (!rr_str_has_suffix(entry->d_name, suffix))
            continue;
        size_t n = strlen(entry->d_name) - (sizeof suffix - 1);
        const char *name = rr_arena_strn(arena, entry->d_name, n);
        if (theme_is_name(name))
            add_name(list, name);
    }
    closedir(dir);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct theme_names theme_list(const struct theme_dirs *dirs, struct rr_arena *arena)
{
    struct found list = {0};
    for (const struct theme_data *data = theme_data; data->name != NULL; data++)
        add_name(&list, data->name);
    add_dir(&list, dirs->user, arena);
    add_dir(&list, dirs->system, arena);
    if (list.n_items > 1)
        qsort(list.items, list.n_items, sizeof *list.items, compare);
    struct theme_names names = {rr_arena_array(arena, list.n_items, sizeof *names.items),
                                list.n_items};
    for (size_t i = 0; i < names.n; i++)
        names.items[i] = list.items[i];
    free(list.items);
    return names;
}
