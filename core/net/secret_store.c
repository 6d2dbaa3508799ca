/* Questions to the keyring and their way to the worker and back; see the header. */
#include "config.h"

#include "core/net/secret_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/net/secret_private.h"
#include "core/net/worker.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/xalloc.h"

/* A keyring answers in milliseconds; a person with a password takes minutes. */
enum { BUDGET_MS = 3000, ASK_BUDGET_MS = 2 * 60 * 1000 };

struct rr_secret_store {
    struct rr_http *http;
    struct rr_env env;
    struct rr_worker *worker; // NULL until the first question that needs it
};

/* Who waits for an answer; goes with the work. */
struct question {
    struct rr_secret_work work;
    rr_secret_fn *fn;
    void *data;
};

static const struct {
    const char *word;
    const char *text;
} states[RR_KEYRING_STATE_COUNT] = {
    [RR_KEYRING_READY] = {"ready", ""},
    [RR_KEYRING_NO_BUS] = {"no-bus", N_("there is no desktop session, and so no keyring")},
    [RR_KEYRING_NO_SERVICE] = {"no-service",
                               N_("no keyring program runs on this desktop (GNOME Keyring, "
                                  "KWallet and KeePassXC are some)")},
    [RR_KEYRING_NO_ANSWER] = {"no-answer", N_("the keyring does not answer")},
    [RR_KEYRING_NO_COLLECTION] = {"no-collection",
                                  N_("the keyring is not set up: it has no default collection")},
    [RR_KEYRING_LOCKED] = {"locked", N_("the keyring is locked")},
    [RR_KEYRING_REFUSED] = {"refused", N_("the keyring refused")},
    [RR_KEYRING_LEFT_OUT] = {"left-out", N_("this build of runready has no keyring support")},
};

const char *rr_keyring_words(enum rr_keyring_state state)
{
    return state == RR_KEYRING_READY ? "" : _(states[state].text);
}

const char *rr_keyring_word(enum rr_keyring_state state)
{
    return states[state].word;
}

struct rr_secret_store *rr_secret_store_new(struct rr_http *http, const struct rr_env *env)
{
    struct rr_secret_store *store = rr_xcalloc(1, sizeof *store);
    store->http = http;
    if (env != NULL)
        store->env = *env;
    return store;
}

void rr_secret_store_free(struct rr_secret_store *store)
{
    if (store == NULL)
        return;
    rr_worker_free(store->worker);
    free(store);
}

/*
 * Is there a bus to ask? Without an address the library would start one for us, or look for an X
 * server; where systemd runs, the bus has a place of its own.
 */
static bool has_bus(const struct rr_env *env)
{
    const char *run = rr_env_get(env, "XDG_RUNTIME_DIR");
    RR_BUF_AUTO path = {0};
    struct stat st;
    if (rr_env_get(env, "DBUS_SESSION_BUS_ADDRESS") != NULL)
        return true;
    if (run == NULL)
        return false;
    rr_buf_printf(&path, "%s/bus", run);
    return stat(path.data, &st) == 0 && S_ISSOCK(st.st_mode);
}

static void tell(const struct question *question, enum rr_keyring_state state)
{
    const struct rr_secret_work *work = &question->work;
    bool found = work->act == RR_SECRET_LOOKUP && state == RR_KEYRING_READY && work->text.len > 0;
    struct rr_secret_reply reply = {.state = state,
                                    .text = found ? rr_sensitive_text(&work->text) : NULL,
                                    .error = work->error};
    question->fn(question->data, &reply);
}

static void on_done(void *owner, void *data)
{
    const struct question *question = owner;
    // The work itself may still be written to by a library that does not come back.
    struct rr_secret_reply late = {.state = RR_KEYRING_NO_ANSWER, .error = ""};
    if (data != NULL)
        tell(question, question->work.state);
    else
        question->fn(question->data, &late);
}

static void free_question(void *data)
{
    struct question *question = data;
    rr_secret_work_free(&question->work);
    free(question->work.kind);
    free(question->work.account);
    free(question->work.label);
    rr_sensitive_free(&question->work.text);
    free(question);
}

static char *copy(const char *text)
{
    return rr_xstrdup(text != NULL ? text : "");
}

static struct question *make(const struct rr_secret_store *store,
                             enum rr_secret_act act,
                             const struct rr_secret_question *asked)
{
    struct question *question = rr_xcalloc(1, sizeof *question);
    struct rr_secret_work *work = &question->work;
    work->act = act;
    work->kind = copy(asked->kind);
    work->account = copy(asked->account);
    work->label = copy(asked->label);
    work->may_ask = asked->may_ask;
    work->has_display = rr_env_get(&store->env, "DISPLAY") != NULL ||
                        rr_env_get(&store->env, "WAYLAND_DISPLAY") != NULL;
    if (asked->text != NULL)
        rr_sensitive_set(&work->text, NULL, asked->text, strlen(asked->text));
    work->state = has_bus(&store->env) ? RR_KEYRING_READY : RR_KEYRING_NO_BUS;
    rr_secret_work_init(work);
    return question;
}

static unsigned
ask(struct rr_secret_store *store, struct question *question, rr_secret_fn *fn, void *data)
{
    question->fn = fn;
    question->data = data;
    bool takes_a_person = question->work.may_ask && question->work.has_display;
    struct rr_task task = {
        .work = rr_secret_work_run,
        .cancel = rr_secret_work_cancel,
        .done = on_done,
        .free_data = free_question,
        .data = question,
        .owner = question,
        .budget_ms = takes_a_person ? ASK_BUDGET_MS : BUDGET_MS,
    };
    if (store->worker == NULL)
        store->worker = rr_worker_new(store->http);
    return rr_worker_start(store->worker, &task);
}

unsigned rr_secret_probe(struct rr_secret_store *store,
                         const struct rr_secret_question *question,
                         rr_secret_fn *fn,
                         void *data)
{
    return ask(store, make(store, RR_SECRET_PROBE, question), fn, data);
}

unsigned rr_secret_lookup(struct rr_secret_store *store,
                          const struct rr_secret_question *question,
                          rr_secret_fn *fn,
                          void *data)
{
    return ask(store, make(store, RR_SECRET_LOOKUP, question), fn, data);
}

unsigned rr_secret_put(struct rr_secret_store *store,
                       const struct rr_secret_question *question,
                       rr_secret_fn *fn,
                       void *data)
{
    return ask(store, make(store, RR_SECRET_PUT, question), fn, data);
}

unsigned rr_secret_clear(struct rr_secret_store *store,
                         const struct rr_secret_question *question,
                         rr_secret_fn *fn,
                         void *data)
{
    return ask(store, make(store, RR_SECRET_CLEAR, question), fn, data);
}

void rr_secret_forget(struct rr_secret_store *store, unsigned ticket)
{
    if (store->worker != NULL)
        rr_worker_forget(store->worker, ticket);
}
