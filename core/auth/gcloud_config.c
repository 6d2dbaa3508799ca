/* gcloud's configuration; see the header. */
#include "config.h"

#include "core/auth/gcloud_config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"
#include "runready/arena.h"

enum { MAX_CONFIG_FILE = 256 * 1024 };

struct property {
    const char *section;
    const char *name;
    const char *value;
};

struct rr_gcloud_config {
    struct rr_env env;
    struct rr_arena arena;
    const char *dir;
    const char *name;
    const char *note;
    struct property *properties;
    size_t n_properties, cap_properties;
};

static const char *find_dir(struct rr_gcloud_config *config)
{
    const char *dir = rr_env_get(&config->env, "CLOUDSDK_CONFIG");
    if (dir != NULL)
        return rr_arena_str(&config->arena, dir);
    const char *home = rr_env_get(&config->env, "HOME");
    return home != NULL ? rr_arena_printf(&config->arena, "%s/.config/gcloud", home) : "";
}

/* A file of the configuration; NULL when it is not there or cannot be read (then there is a note). */
static const char *read_file(struct rr_gcloud_config *config, const char *path)
{
    RR_BUF_AUTO bytes = {0};
    struct rr_err err = {0};
    if (rr_file_read(path, MAX_CONFIG_FILE, &bytes, &err))
        return rr_arena_str(&config->arena, rr_buf_text(&bytes));
    if (!rr_str_eq(err.reason, "ENOENT"))
        config->note = rr_arena_printf(&config->arena, "%s (%s)", err.summary, err.detail);
    return NULL;
}

/* Blanks off both ends, in place. */
static char *trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        text[--n] = '\0';
    return text;
}

static bool is_config_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return islower((unsigned char)*name) && name[n] == '\0';
}

static const char *find_name(struct rr_gcloud_config *config)
{
    const char *name = rr_env_get(&config->env, "CLOUDSDK_ACTIVE_CONFIG_NAME");
    if (name == NULL) {
        const char *path = rr_arena_printf(&config->arena, "%s/active_config", config->dir);
        const char *text = read_file(config, path);
        char *copy = strdup(text != NULL ? text : "");
        name = rr_arena_str(&config->arena, copy != NULL ? trim(copy) : "");
        free(copy);
    }
    if (*name == '\0')
        return "default";
    if (rr_str_eq(name, "NONE"))
        return "";
    if (is_config_name(name))
        return rr_arena_str(&config->arena, name);
    config->note =
        rr_arena_printf(&config->arena, _("gcloud's active configuration has no valid name"));
    return "";
}

/* "[section]", into `section`; false when the bracket is not closed. */
static bool read_section(struct rr_gcloud_config *config, char *line, const char **section)
{
    char *end = strchr(line, ']');
    if (end == NULL)
        return false;
    *end = '\0';
    *section = rr_arena_str(&config->arena, trim(line + 1));
    return true;
}

/* "name = value" or "name: value". */
static bool read_property(struct rr_gcloud_config *config, char *line, const char *section)
{
    char *sign = strpbrk(line, "=:");
    if (sign == NULL || *section == '\0')
        return false;
    *sign = '\0';
    *rr_vec_push(config, properties) = (struct property){
        .section = section,
        .name = rr_arena_str(&config->arena, trim(line)),
        .value = rr_arena_str(&config->arena, trim(sign + 1)),
    };
    return true;
}

static void read_ini(struct rr_gcloud_config *config, const char *path)
{
    const char *text = read_file(config, path);
    if (text == NULL)
        return;
    char *copy = rr_xstrdup(text);
    const char *section = "";
    char *rest = copy;
    int number = 0;
    for (char *raw = strsep(&rest, "\n"); raw != NULL; raw = strsep(&rest, "\n")) {
        number++;
        char *line = trim(raw);
        if (*line == '\0' || strchr("#;", *line) != NULL)
            continue;
        bool ok = *line == '[' ? read_section(config, line, &section)
                               : read_property(config, line, section);
        if (!ok)
            config->note =
                rr_arena_printf(&config->arena, _("%s: line %d cannot be read"), path, number);
    }
    free(copy);
}

struct rr_gcloud_config *rr_gcloud_config_new(const struct rr_env *env)
{
    struct rr_gcloud_config *config = rr_xcalloc(1, sizeof *config);
    if (env != NULL)
        config->env = *env;
    config->note = "";
    config->name = "";
    config->dir = find_dir(config);
    if (*config->dir == '\0')
        return config;
    config->name = find_name(config);
    if (*config->name != '\0')
        read_ini(config, rr_arena_printf(&config->arena, "%s/configurations/config_%s", config->dir,
                                         config->name));
    return config;
}

void rr_gcloud_config_free(struct rr_gcloud_config *config)
{
    if (config == NULL)
        return;
    free(config->properties);
    rr_arena_free(&config->arena);
    free(config);
}

static const char *from_env(const struct rr_env *env, const char *section, const char *name)
{
    char variable[128];
    snprintf(variable, sizeof variable, "CLOUDSDK_%s_%s", section, name);
    for (char *p = variable; *p != '\0'; p++)
        *p = (char)toupper((unsigned char)*p);
    return rr_env_get(env, variable);
}

const char *
rr_gcloud_property(const struct rr_gcloud_config *config, const char *section, const char *name)
{
    if (config == NULL)
        return "";
    const char *value = from_env(&config->env, section, name);
    if (value != NULL)
        return value;
    // The last one counts, as in Python's configparser when it merges.
    for (size_t i = config->n_properties; i > 0; i--) {
        const struct property *p = &config->properties[i - 1];
        if (rr_str_eq(p->section, section) && strcasecmp(p->name, name) == 0)
            return p->value;
    }
    return "";
}

bool rr_gcloud_property_bool(const struct rr_gcloud_config *config,
                             const char *section,
                             const char *name)
{
    static const char *const yes[] = {"true", "1", "on", "yes", "y"};
    const char *value = rr_gcloud_property(config, section, name);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcasecmp(value, yes[i]) == 0)
            return true;
    return false;
}

const char *rr_gcloud_config_dir(const struct rr_gcloud_config *config)
{
    return config->dir;
}

const char *rr_gcloud_config_name(const struct rr_gcloud_config *config)
{
    return config->name;
}

const char *rr_gcloud_config_note(const struct rr_gcloud_config *config)
{
    return config->note;
}
