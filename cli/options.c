/*
 * The table of commands and options. Knows what a value looks like, not what it means: forms of
 * project ids and the like are checked by the core.
 */
#include "config.h"

#include "cli/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"
#include "sandbox/sandbox.h"

enum {
    FOR_CONTEXT = 1 << 0, // check, plan, apply
    FOR_PLAN = 1 << 1,
    FOR_APPLY = 1 << 2,
    FOR_HISTORY = 1 << 3,
    FOR_SANDBOX = 1 << 4,
    FOR_ALL = 1 << 5,
    FOR_CHECK = 1 << 6,
    FOR_WHOAMI = 1 << 7,
    FOR_SESSION = 1 << 8, // whatever signs in
    FOR_RUN = 1 << 9,     // undo, resume
    FOR_WIZARD = 1 << 10,
    FOR_LOGIN = 1 << 11
};

enum option_id {
    OPT_PROJECT = 256,
    OPT_REGION,
    OPT_SERVICE,
    OPT_SOURCE,
    OPT_PORT,
    OPT_USE_CASE,
    OPT_BUILD_ACCOUNT,
    OPT_RUNTIME_ACCOUNT,
    OPT_REPOSITORY,
    OPT_DEEP,
    OPT_SANDBOX,
    OPT_ACT_AS,
    OPT_CLIENT_FILE,
    OPT_FROM_ADC,
    OPT_NO_BROWSER,
    OPT_PRESET,
    OPT_ACCESS,
    OPT_SCHEDULE,
    OPT_TIME_ZONE,
    OPT_PATH,
    OPT_JOB,
    OPT_METHOD,
    OPT_BODY,
    OPT_DEADLINE,
    OPT_RETRIES,
    OPT_DEPLOY,
    OPT_ONLY,
    OPT_SKIP,
    OPT_JSON,
    OPT_FORMAT,
    OPT_OUT,
    OPT_YES,
    OPT_FALLBACK,
    OPT_NO_WAIT,
    OPT_LATENCY,
    OPT_FAULT,
    OPT_LIST,
    OPT_LANG,
    OPT_THEME,
    OPT_GLYPHS,
    OPT_NO_MOUSE,
    OPT_PLAIN,
    OPT_HELP,
    OPT_VERSION
};

struct option_def {
    const char *name;
    enum option_id id;
    const char *value; // N_: what the value is; NULL = none
    int value_kind;    // no_argument, required_argument, optional_argument
    int where;
    const char *help; // N_
};

static const struct option_def defs[] = {
    {"project", OPT_PROJECT, "P", required_argument, FOR_CONTEXT, N_("project id or number")},
    {"region", OPT_REGION, "R", required_argument, FOR_CONTEXT,
     N_("region of the service, such as asia-northeast1")},
    {"service", OPT_SERVICE, "S", required_argument, FOR_CONTEXT,
     N_("name of the Cloud Run service")},
    {"source", OPT_SOURCE, "DIR", required_argument, FOR_CONTEXT, N_("folder to be deployed")},
    {"port", OPT_PORT, "N", required_argument, FOR_CONTEXT | FOR_SANDBOX,
     N_("port the app listens on (sandbox: the port to serve on, 0 = any)")},
    {"use-case", OPT_USE_CASE, "api|public|batch|pipeline", required_argument, FOR_CONTEXT,
     N_("what it is for; sets who may call it")},
    {"build-account", OPT_BUILD_ACCOUNT, "EMAIL|new", required_argument, FOR_CONTEXT,
     N_("service account that builds, instead of the project's default; new: a dedicated one")},
    {"runtime-account", OPT_RUNTIME_ACCOUNT, "EMAIL", required_argument, FOR_CONTEXT,
     N_("service account that the service runs as")},
    {"repository", OPT_REPOSITORY, "NAME", required_argument, FOR_CONTEXT,
     N_("image repository, instead of cloud-run-source-deploy")},
    {"deep", OPT_DEEP, NULL, no_argument, FOR_CONTEXT,
     N_("also read deny policies and boundaries (Google allows five reads a minute)")},
    {"sandbox", OPT_SANDBOX, "SCENARIO", optional_argument, FOR_CONTEXT | FOR_RUN,
     N_("a built-in stand-in for Google Cloud instead of the real one")},
    {"impersonate-service-account", OPT_ACT_AS, "EMAIL", required_argument, FOR_SESSION,
     N_("act as this service account; others that lead to it before it, by commas")},
    {"client-file", OPT_CLIENT_FILE, "FILE", required_argument, FOR_LOGIN,
     N_("OAuth client of the type \"Desktop app\", as the console hands it out")},
    {"from-adc", OPT_FROM_ADC, NULL, no_argument, FOR_LOGIN,
     N_("take over the sign-in of gcloud auth application-default login")},
    {"no-browser", OPT_NO_BROWSER, NULL, no_argument, FOR_LOGIN,
     N_("the browser is on another machine: paste its answer here")},
    {"preset", OPT_PRESET, "guide|minimal|scoped", required_argument, FOR_CONTEXT,
     N_("which roles the build account should hold (default: guide)")},
    {"access", OPT_ACCESS, "private|public|scheduled|iap|no-invoker-check", required_argument,
     FOR_CONTEXT, N_("who may call the service (default: private)")},
    {"schedule", OPT_SCHEDULE, "CRON", required_argument, FOR_CONTEXT,
     N_("when a Scheduler calls it, as a cron expression")},
    {"time-zone", OPT_TIME_ZONE, "TZ", required_argument, FOR_CONTEXT,
     N_("time zone of the schedule, such as Asia/Tokyo")},
    {"path", OPT_PATH, "PATH", required_argument, FOR_CONTEXT,
     N_("path that the Scheduler calls, such as /api/scheduler/process")},
    {"job", OPT_JOB, "NAME", required_argument, FOR_CONTEXT,
     N_("name of the Scheduler job (default: the one that is there, or SERVICE-schedule)")},
    {"method", OPT_METHOD, "METHOD", required_argument, FOR_CONTEXT,
     N_("method of the Scheduler's request (default: POST)")},
    {"body", OPT_BODY, "TEXT", required_argument, FOR_CONTEXT,
     N_("body of the Scheduler's request")},
    {"deadline", OPT_DEADLINE, "SECONDSs", required_argument, FOR_CONTEXT,
     N_("how long one call may take, from 15s to 1800s (default: 180s)")},
    {"retries", OPT_RETRIES, "N", required_argument, FOR_CONTEXT,
     N_("how often a call that failed is made again, 0 to 5")},
    {"only", OPT_ONLY, "STEP,...", required_argument, FOR_PLAN | FOR_APPLY,
     N_("only these steps (ids or kinds)")},
    {"skip", OPT_SKIP, "STEP,...", required_argument, FOR_PLAN | FOR_APPLY,
     N_("without these steps (ids or kinds)")},
    {"json", OPT_JSON, NULL, no_argument,
     FOR_CHECK | FOR_PLAN | FOR_APPLY | FOR_RUN | FOR_HISTORY | FOR_WHOAMI,
     N_("print one JSON document")},
    {"format", OPT_FORMAT, "text|json|gcloud|terraform|request", required_argument, FOR_PLAN,
     N_("form of the plan (default: text)")},
    {"out", OPT_OUT, "FILE", required_argument, FOR_PLAN, N_("write the plan to a file")},
    {"yes", OPT_YES, NULL, no_argument, FOR_APPLY | FOR_RUN, N_("do not ask; for scripts")},
    {"fallback", OPT_FALLBACK, NULL, no_argument, FOR_APPLY,
     N_("where the chosen access is blocked, go on with identity tokens (OIDC) instead")},
    {"deploy", OPT_DEPLOY, NULL, no_argument, FOR_APPLY,
     N_("deploy with gcloud in between, then do what needs the service")},
    {"no-wait", OPT_NO_WAIT, NULL, no_argument, FOR_APPLY,
     N_("do not wait until the changes act everywhere")},
    {"latency", OPT_LATENCY, "MS", required_argument, FOR_CONTEXT | FOR_RUN | FOR_SANDBOX,
     N_("sandbox: delay of every answer")},
    {"fault", OPT_FAULT, "SPEC", required_argument, FOR_CONTEXT | FOR_RUN | FOR_SANDBOX,
     N_("sandbox: make some answers fail; may be given several times")},
    {"list", OPT_LIST, NULL, no_argument, FOR_SANDBOX, N_("list the scenarios")},
    {"theme", OPT_THEME, "NAME", required_argument, FOR_WIZARD,
     N_("colours of the wizard, such as dark, light, high-contrast, mono")},
    {"glyphs", OPT_GLYPHS, "unicode|narrow|ascii", required_argument, FOR_WIZARD,
     N_("signs that the wizard is drawn with (default: what fits the terminal)")},
    {"no-mouse", OPT_NO_MOUSE, NULL, no_argument, FOR_WIZARD,
     N_("leave the mouse to the terminal")},
    {"plain", OPT_PLAIN, NULL, no_argument, FOR_WIZARD,
     N_("the wizard as questions and answers, line by line, without a screen")},
    {"lang", OPT_LANG, "ja|en", required_argument, FOR_ALL, N_("language of the texts")},
    {"help", OPT_HELP, NULL, no_argument, FOR_ALL, N_("show this help")},
    {"version", OPT_VERSION, NULL, no_argument, FOR_ALL, N_("show the version")},
};

enum { N_DEFS = sizeof defs / sizeof *defs };

struct command_def {
    const char *name;
    int options;
    const char *arguments; // of the synopsis
    const char *help;      // N_
};

static const struct command_def commands[COMMAND_COUNT] = {
    [COMMAND_DEFAULT] = {"", FOR_CONTEXT | FOR_CHECK | FOR_SESSION | FOR_WIZARD, "",
                         N_("the wizard in a terminal, else the check")},
    [COMMAND_WIZARD] = {"wizard", FOR_CONTEXT | FOR_SESSION | FOR_WIZARD, "",
                        N_("walk through it screen by screen; asks before it changes anything")},
    [COMMAND_CHECK] = {"check", FOR_CONTEXT | FOR_CHECK | FOR_SESSION, "",
                       N_("read the project and say what is missing; changes nothing")},
    [COMMAND_PLAN] = {"plan", FOR_CONTEXT | FOR_PLAN | FOR_SESSION, "",
                      N_("show the changes that would make it ready; changes nothing")},
    [COMMAND_APPLY] = {"apply", FOR_CONTEXT | FOR_APPLY | FOR_SESSION, "[PLAN.json]",
                       N_("carry the changes out, after asking")},
    [COMMAND_DEPLOY] = {"deploy", FOR_CONTEXT | FOR_APPLY | FOR_SESSION, "[PLAN.json]",
                        N_("the same, and deploy with gcloud in between")},
    [COMMAND_UNDO] = {"undo", FOR_RUN | FOR_SESSION, "[RUN]",
                      N_("take back what one run added, and only that, after asking")},
    [COMMAND_RESUME] = {"resume", FOR_RUN | FOR_SESSION, "[RUN]",
                        N_("finish a run that was cut off")},
    [COMMAND_HISTORY] = {"history", FOR_HISTORY, "", N_("what was done here, from the journal")},
    [COMMAND_SANDBOX] = {"sandbox", FOR_SANDBOX, "[SCENARIO]",
                         N_("serve a stand-in for Google Cloud on this machine")},
    [COMMAND_LOGIN] = {"login", FOR_LOGIN, "", N_("sign in, and keep it in the keyring")},
    [COMMAND_LOGOUT] = {"logout", 0, "", N_("sign out, and take it out of the keyring")},
    [COMMAND_WHOAMI] = {"whoami", FOR_WHOAMI | FOR_SESSION, "",
                        N_("who is signed in, and where that comes from")},
    [COMMAND_HELP] = {"help", 0, "[COMMAND]", N_("show help")},
    [COMMAND_VERSION] = {"version", 0, "", N_("show the version")},
};

static bool bad(struct rr_err *err, const char *format, ...) RR_PRINTF(2, 3);

static bool bad(struct rr_err *err, const char *format, ...)
{
    RR_BUF_AUTO text = {0};
    va_list args;
    va_start(args, format);
    struct rr_arena arena = {0};
    rr_buf_add_visible(&text, rr_arena_vprintf(&arena, format, args));
    va_end(args);
    rr_arena_free(&arena);
    rr_err_set(err, RR_BAD_INPUT, "%s", rr_buf_text(&text));
    return rr_err_detail(err, _("runready --help lists the commands and options."));
}

static enum command find_command(const char *word)
{
    for (int i = COMMAND_WIZARD; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, word) == 0)
            return (enum command)i;
    return COMMAND_COUNT;
}

static bool
add_words(struct words *words, const char *list, struct rr_arena *arena, struct rr_err *err)
{
    while (*list != '\0') {
        size_t n = strcspn(list, ",");
        if (n > 0 && words->n == WORDS_MAX)
            return bad(err, _("Too many steps are named."));
        if (n > 0)
            words->items[words->n++] = rr_arena_strn(arena, list, n);
        list += n + (list[n] == ',');
    }
    return true;
}

static bool
take_number(const char *name, const char *value, long min, long max, int *out, struct rr_err *err)
{
    long number = 0;
    if (!rr_str_to_int(value, min, max, &number))
        return bad(err, _("--%s takes a whole number from %ld to %ld, not \"%.60s\"."), name, min,
                   max, value);
    *out = (int)number;
    return true;
}

static bool take_format(struct options *out, const char *value, struct rr_err *err)
{
    static const char *const words[] = {
        [FORMAT_TEXT] = "text",           [FORMAT_JSON] = "json",       [FORMAT_GCLOUD] = "gcloud",
        [FORMAT_TERRAFORM] = "terraform", [FORMAT_REQUEST] = "request",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], value) == 0) {
            out->format = (enum plan_format)i;
            return true;
        }
    }
    return bad(err, _("--format takes text, json, gcloud, terraform or request, not \"%.60s\"."),
               value);
}

static const enum rr_access_choice use_case_access[RR_USE_COUNT] = {
    [RR_USE_API] = RR_ACCESS_PRIVATE,
    [RR_USE_PUBLIC] = RR_ACCESS_PUBLIC,
    [RR_USE_BATCH] = RR_ACCESS_SCHEDULED,
    [RR_USE_PIPELINE] = RR_ACCESS_SCHEDULED,
};

static bool
take_choice(struct options *out, enum option_id id, const char *value, struct rr_err *err)
{
    struct rr_context *context = &out->context;
    if (id == OPT_PRESET && !rr_preset_parse(value, &context->preset))
        return bad(err, _("--preset takes guide, minimal or scoped, not \"%.60s\"."), value);
    if (id == OPT_ACCESS && !rr_access_parse(value, &context->access))
        return bad(err,
                   _("--access takes private, public, scheduled, iap or no-invoker-check, not "
                     "\"%.60s\"."),
                   value);
    if (id == OPT_USE_CASE && !rr_use_case_parse(value, &context->use_case))
        return bad(err, _("--use-case takes api, public, batch or pipeline, not \"%.60s\"."),
                   value);
    // An explicit --access wins over the use case, whichever comes first.
    if (id == OPT_USE_CASE && !out->has_access)
        context->access = use_case_access[context->use_case];
    out->has_access |= id == OPT_ACCESS;
    return true;
}

/* Service accounts, the one to act as last. */
static bool take_act_as(struct options *out, const char *value, struct rr_err *err)
{
    for (const char *name = value;; name += strcspn(name, ",") + 1) {
        size_t n = strcspn(name, ",");
        size_t n_user = strcspn(name, "@,");
        if (n_user == 0 || n_user + 1 >= n || memchr(name, ' ', n) != NULL)
            return bad(err,
                       _("--impersonate-service-account takes the e-mail of a service account, "
                         "not \"%.60s\"."),
                       value);
        if (name[n] == '\0')
            break;
    }
    out->act_as = value;
    return true;
}

static const char **context_text(struct rr_context *context, enum option_id id)
{
    switch (id) {
    case OPT_PROJECT:
        return &context->project;
    case OPT_REGION:
        return &context->region;
    case OPT_SERVICE:
        return &context->service;
    case OPT_SOURCE:
        return &context->source;
    case OPT_BUILD_ACCOUNT:
        return &context->build_account;
    case OPT_RUNTIME_ACCOUNT:
        return &context->runtime_account;
    case OPT_REPOSITORY:
        return &context->repository;
    case OPT_SCHEDULE:
        return &context->schedule;
    case OPT_TIME_ZONE:
        return &context->time_zone;
    case OPT_PATH:
        return &context->path;
    case OPT_JOB:
        return &context->job;
    case OPT_METHOD:
        return &context->method;
    case OPT_BODY:
        return &context->body;
    case OPT_DEADLINE:
        return &context->deadline;
    case OPT_RETRIES:
        return &context->retries;
    default:
        return NULL;
    }
}

static bool take_flag(struct options *out, enum option_id id, struct rr_err *err)
{
    switch (id) {
    case OPT_JSON:
        out->json = true;
        out->format = FORMAT_JSON;
        return true;
    case OPT_DEEP:
        out->context.is_deep = true;
        return true;
    case OPT_PLAIN:
        out->plain = true;
        return true;
    case OPT_YES:
        out->yes = true;
        return true;
    case OPT_FALLBACK:
        out->fallback = true;
        return true;
    case OPT_FROM_ADC:
        out->from_adc = true;
        return true;
    case OPT_NO_BROWSER:
        out->no_browser = true;
        return true;
    case OPT_NO_WAIT:
        out->no_wait = true;
        return true;
    case OPT_DEPLOY:
        out->deploy = true;
        return true;
    case OPT_LIST:
        out->list = true;
        return true;
    case OPT_NO_MOUSE:
        out->no_mouse = true;
        return true;
    default:
        return bad(err, _("This option is not known."));
    }
}

static bool take_port(struct options *out, const char *value, struct rr_err *err)
{
    if (out->command == COMMAND_SANDBOX)
        return take_number("port", value, 0, 65535, &out->port, err);
    return take_number("port", value, 1, 65535, &out->context.port, err);
}

static bool take_value(struct options *out,
                       const struct option_def *def,
                       const char *value,
                       struct rr_arena *arena,
                       struct rr_err *err)
{
    const char **text = context_text(&out->context, def->id);
    if (text != NULL) {
        if (*value == '\0')
            return bad(err, _("--%s needs a value."), def->name);
        *text = value;
        return true;
    }
    switch (def->id) {
    case OPT_PORT:
        return take_port(out, value, err);
    case OPT_USE_CASE:
    case OPT_PRESET:
    case OPT_ACCESS:
        return take_choice(out, def->id, value, err);
    case OPT_SANDBOX:
        out->wants_sandbox = true;
        out->scenario = value;
        return true;
    case OPT_CLIENT_FILE:
        out->client_file = value;
        return true;
    case OPT_ACT_AS:
        return take_act_as(out, value, err);
    case OPT_ONLY:
        return add_words(&out->only, value, arena, err);
    case OPT_SKIP:
        return add_words(&out->skip, value, arena, err);
    case OPT_FORMAT:
        return take_format(out, value, err);
    case OPT_OUT:
        out->out = value;
        return true;
    case OPT_LATENCY:
        return take_number("latency", value, 0, 60000, &out->latency_ms, err);
    case OPT_FAULT:
        if (out->n_faults == FAULTS_MAX)
            return bad(err, _("Too many faults are named."));
        out->faults[out->n_faults++] = value;
        return true;
    case OPT_THEME:
        out->theme = value;
        return true;
    case OPT_GLYPHS:
        out->glyphs = value;
        return true;
    case OPT_LANG:
        out->lang = value;
        return rr_lang_set(value) || bad(err, _("--lang takes ja or en, not \"%.60s\"."), value);
    default:
        return take_flag(out, def->id, err);
    }
}

static bool take_option(struct options *out,
                        const struct option_def *def,
                        const char *value,
                        struct rr_arena *arena,
                        struct rr_err *err)
{
    int where = commands[out->command].options | FOR_ALL;
    if ((def->where & where) == 0)
        return bad(err, _("--%s does not go with \"runready %s\"."), def->name,
                   commands[out->command].name);
    if (def->id == OPT_HELP || def->id == OPT_VERSION) {
        out->help_for = out->command;
        out->command = def->id == OPT_HELP ? COMMAND_HELP : COMMAND_VERSION;
        return true;
    }
    out->has_context |= (def->where & FOR_CONTEXT) != 0 && def->id != OPT_SANDBOX &&
                        def->id != OPT_LATENCY && def->id != OPT_FAULT;
    return take_value(out, def, value, arena, err);
}

static bool take_arguments(struct options *out, int n, char **words, struct rr_err *err)
{
    if (n == 0)
        return true;
    if (n > 1)
        return bad(err, _("\"%.60s\" is one word too many."), words[1]);
    if (out->command == COMMAND_SANDBOX) {
        out->scenario = words[0];
        return true;
    }
    if (out->command == COMMAND_UNDO || out->command == COMMAND_RESUME) {
        out->run = words[0];
        return true;
    }
    if (out->command == COMMAND_APPLY || out->command == COMMAND_DEPLOY) {
        out->plan_file = words[0];
        return true;
    }
    if (out->command == COMMAND_HELP) {
        out->help_for = find_command(words[0]);
        if (out->help_for != COMMAND_COUNT)
            return true;
    }
    return bad(err, _("\"%.60s\" is not expected here."), words[0]);
}

static void fill_long_options(struct option *table)
{
    for (int i = 0; i < N_DEFS; i++)
        table[i] = (struct option){defs[i].name, defs[i].value_kind, NULL, (int)defs[i].id};
    table[N_DEFS] = (struct option){0};
}

static const struct option_def *find_def(int id)
{
    for (int i = 0; i < N_DEFS; i++)
        if ((int)defs[i].id == id)
            return &defs[i];
    return NULL;
}

static bool take_command(struct options *out, int *argc, char ***argv, struct rr_err *err)
{
    if (*argc < 2 || (*argv)[1][0] == '-')
        return true;
    out->command = find_command((*argv)[1]);
    if (out->command == COMMAND_COUNT)
        return bad(err, _("\"%.60s\" is not a command of runready."), (*argv)[1]);
    out->deploy = out->command == COMMAND_DEPLOY;
    // getopt takes the word before the first option for the program's name.
    (*argc)--;
    (*argv)++;
    return true;
}

bool options_parse(
    struct options *out, int argc, char **argv, struct rr_arena *arena, struct rr_err *err)
{
    *out = (struct options){.context = rr_context_default()};
    struct option table[N_DEFS + 1];
    fill_long_options(table);
    if (!take_command(out, &argc, &argv, err))
        return false;
    opterr = 0;
    optind = 1;
    for (int id; (id = getopt_long(argc, argv, ":h", table, NULL)) != -1;) {
        const char *word = argv[optind - 1];
        if (id == ':')
            return bad(err, _("%.60s needs a value."), word);
        const struct option_def *def = find_def(id == 'h' ? OPT_HELP : id);
        if (def == NULL)
            return bad(err, _("%.60s is not an option of runready."), word);
        if (!take_option(out, def, optarg, arena, err))
            return false;
        if (out->command == COMMAND_HELP || out->command == COMMAND_VERSION)
            return true;
    }
    return take_arguments(out, argc - optind, argv + optind, err);
}

/* ---- help ---- */

static void help_options(int where)
{
    enum { COLUMN = 28 };
    for (int i = 0; i < N_DEFS; i++) {
        if ((defs[i].where & where) == 0)
            continue;
        RR_BUF_AUTO line = {0};
        const char *value = defs[i].value != NULL ? defs[i].value : "";
        bool is_optional = defs[i].value_kind == optional_argument;
        rr_buf_printf(&line, "  --%s", defs[i].name);
        if (*value != '\0')
            rr_buf_printf(&line, is_optional ? "[=%s]" : " %s", value);
        RR_BUF_AUTO text = {0};
        rr_buf_add_wrapped(&text, _(defs[i].help), "                              ", 80);
        bool fits = line.len < COLUMN;
        if (fits) {
            rr_buf_add_padded(&line, "", 0);
            printf("%-30s%s", rr_buf_text(&line), rr_buf_text(&text) + 30);
        } else {
            printf("%s\n%s", rr_buf_text(&line), rr_buf_text(&text));
        }
    }
}

static void help_program(void)
{
    printf("%s\n\n",
           _("runready gets a Google Cloud project ready to deploy to Cloud Run from source.\n"
             "It shows every change before it makes it."));
    printf("%s\n", _("Commands:"));
    for (int i = COMMAND_WIZARD; i < COMMAND_COUNT; i++)
        printf("  runready %-8s %-12s %s\n", commands[i].name, commands[i].arguments,
               _(commands[i].help));
    printf("\n%s\n", _("Try it without an account: runready check --sandbox"));
    printf("%s\n", _("Options of one command: runready COMMAND --help"));
}

void options_help(enum command command)
{
    if (command == COMMAND_DEFAULT || command == COMMAND_HELP || command == COMMAND_VERSION) {
        help_program();
        return;
    }
    const struct command_def *def = &commands[command];
    printf("runready %s %s%s%s\n\n  %s\n\n%s\n", def->name, _("[OPTIONS]"),
           *def->arguments != '\0' ? " " : "", def->arguments, _(def->help), _("Options:"));
    help_options(def->options | FOR_ALL);
    if (command == COMMAND_SANDBOX)
        printf("\n%s\n", rr_sandbox_fault_help());
}
