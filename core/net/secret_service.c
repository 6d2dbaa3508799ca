/*
 * libsecret and GDBus: the only file that knows them. Everything here is synchronous and runs in the
 * worker's thread, under a cancellable; a copy without libsecret answers that it was left out.
 * Source: Secret Service API 0.2; libsecret 0.20; what each state looks like was measured.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/net/secret_private.h"

#if HAVE_LIBSECRET

#    include <gio/gio.h>
#    include <libsecret/secret.h>

/* How long one answer of the service may take; a cold start of GNOME Keyring took 15 ms. */
enum { CALL_MS = 1500 };

static const SecretSchema schema = {
    "runready.SignIn",
    SECRET_SCHEMA_NONE,
    {{"kind", SECRET_SCHEMA_ATTRIBUTE_STRING},
     {"account", SECRET_SCHEMA_ATTRIBUTE_STRING},
     {NULL, SECRET_SCHEMA_ATTRIBUTE_STRING}},
    0,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
};

static void keep_words(struct rr_secret_work *work, const GError *error)
{
    work->state = RR_KEYRING_REFUSED;
    snprintf(work->error, sizeof work->error, "%s", error->message);
}

/* The state that an error of the bus or of the service stands for. */
static enum rr_keyring_state state_of(const GError *error)
{
    static const struct {
        int code;
        enum rr_keyring_state state;
    } bus_errors[] = {
        {G_DBUS_ERROR_SERVICE_UNKNOWN, RR_KEYRING_NO_SERVICE},
        {G_DBUS_ERROR_NAME_HAS_NO_OWNER, RR_KEYRING_NO_SERVICE},
        {G_DBUS_ERROR_SPAWN_EXEC_FAILED, RR_KEYRING_NO_SERVICE},
        {G_DBUS_ERROR_SPAWN_CHILD_EXITED, RR_KEYRING_NO_SERVICE},
        {G_DBUS_ERROR_SPAWN_FAILED, RR_KEYRING_NO_SERVICE},
        {G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND, RR_KEYRING_NO_SERVICE},
        {G_DBUS_ERROR_NO_REPLY, RR_KEYRING_NO_ANSWER},
        {G_DBUS_ERROR_TIMEOUT, RR_KEYRING_NO_ANSWER},
        {G_DBUS_ERROR_TIMED_OUT, RR_KEYRING_NO_ANSWER},
    };
    if (g_error_matches(error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
        return RR_KEYRING_LOCKED;
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
        g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return RR_KEYRING_NO_ANSWER;
    for (size_t i = 0; i < G_N_ELEMENTS(bus_errors); i++)
        if (g_error_matches(error, G_DBUS_ERROR, bus_errors[i].code))
            return bus_errors[i].state;
    return RR_KEYRING_REFUSED;
}

/* Takes the error over. Always returns false. */
static bool fail(struct rr_secret_work *work, GError *error)
{
    if (error == NULL)
        return false;
    keep_words(work, error);
    work->state = state_of(error);
    g_error_free(error);
    return false;
}

static GVariant *
call(struct rr_secret_work *work, GDBusConnection *bus, const char *path, const char *method)
{
    GError *error = NULL;
    bool is_alias = strcmp(method, "ReadAlias") == 0;
    GVariant *parameters =
        is_alias ? g_variant_new("(s)", "default")
                 : g_variant_new("(ss)", "org.freedesktop.Secret.Collection", "Locked");
    GVariant *reply = g_dbus_connection_call_sync(
        bus, "org.freedesktop.secrets", path,
        is_alias ? "org.freedesktop.Secret.Service" : "org.freedesktop.DBus.Properties", method,
        parameters, is_alias ? G_VARIANT_TYPE("(o)") : G_VARIANT_TYPE("(v)"),
        G_DBUS_CALL_FLAGS_NONE, CALL_MS, work->cancel, &error);
    if (reply == NULL)
        fail(work, error);
    return reply;
}

/* READY or LOCKED, or why there is no collection to ask. */
static void ask_collection(struct rr_secret_work *work, GDBusConnection *bus)
{
    GVariant *reply = call(work, bus, "/org/freedesktop/secrets", "ReadAlias");
    const char *path = "/";
    if (reply == NULL)
        return;
    g_variant_get(reply, "(&o)", &path);
    GVariant *locked = NULL;
    if (strcmp(path, "/") == 0)
        work->state = RR_KEYRING_NO_COLLECTION;
    else
        locked = call(work, bus, path, "Get");
    if (locked != NULL) {
        GVariant *value = NULL;
        g_variant_get(locked, "(v)", &value);
        bool is_locked =
            !g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) || g_variant_get_boolean(value);
        work->state = is_locked ? RR_KEYRING_LOCKED : RR_KEYRING_READY;
        g_variant_unref(value);
        g_variant_unref(locked);
    }
    g_variant_unref(reply);
}

static void probe(struct rr_secret_work *work)
{
    GError *error = NULL;
    GDBusConnection *bus = g_bus_get_sync(G_BUS_TYPE_SESSION, work->cancel, &error);
    if (bus == NULL) {
        fail(work, error);
        if (work->state == RR_KEYRING_REFUSED)
            work->state = RR_KEYRING_NO_BUS;
        return;
    }
    // GDBus would end the whole program with its bus.
    g_dbus_connection_set_exit_on_close(bus, FALSE);
    ask_collection(work, bus);
    g_object_unref(bus);
}

/* Has the service's own window ask the person; a service without a display cannot show one. */
static bool unlock(struct rr_secret_work *work)
{
    GError *error = NULL;
    SecretService *service = secret_service_get_sync(SECRET_SERVICE_NONE, work->cancel, &error);
    SecretCollection *collection =
        service != NULL
            ? secret_collection_for_alias_sync(service, SECRET_COLLECTION_DEFAULT,
                                               SECRET_COLLECTION_NONE, work->cancel, &error)
            : NULL;
    if (collection != NULL) {
        GList *list = g_list_append(NULL, collection);
        if (secret_service_unlock_sync(service, list, work->cancel, NULL, &error) > 0)
            work->state = RR_KEYRING_READY;
        g_list_free(list);
        g_object_unref(collection);
    }
    g_clear_object(&service);
    fail(work, error);
    return work->state == RR_KEYRING_READY;
}

static void look_up(struct rr_secret_work *work)
{
    GError *error = NULL;
    gchar *text = secret_password_lookup_nonpageable_sync(&schema, work->cancel, &error, "kind",
                                                          work->kind, NULL);
    if (text != NULL)
        rr_sensitive_set(&work->text, NULL, text, strlen(text));
    secret_password_free(text);
    fail(work, error);
}

static void put(struct rr_secret_work *work)
{
    GError *error = NULL;
    secret_password_store_sync(&schema, SECRET_COLLECTION_DEFAULT, work->label,
                               rr_sensitive_text(&work->text), work->cancel, &error, "kind",
                               work->kind, "account", work->account, NULL);
    fail(work, error);
}

static void clear(struct rr_secret_work *work)
{
    GError *error = NULL;
    // False without an error is nothing that was there.
    secret_password_clear_sync(&schema, work->cancel, &error, "kind", work->kind, NULL);
    fail(work, error);
}

void rr_secret_work_run(void *data)
{
    struct rr_secret_work *work = data;
    if (work->state != RR_KEYRING_READY)
        return;
    probe(work);
    if (work->state == RR_KEYRING_LOCKED && work->may_ask && work->has_display)
        unlock(work);
    if (work->state != RR_KEYRING_READY)
        return;
    if (work->act == RR_SECRET_LOOKUP)
        look_up(work);
    else if (work->act == RR_SECRET_PUT)
        put(work);
    else if (work->act == RR_SECRET_CLEAR)
        clear(work);
}

void rr_secret_work_init(struct rr_secret_work *work)
{
    work->cancel = g_cancellable_new();
}

void rr_secret_work_cancel(void *data)
{
    struct rr_secret_work *work = data;
    g_cancellable_cancel(work->cancel);
}

void rr_secret_work_free(struct rr_secret_work *work)
{
    g_object_unref(work->cancel);
}

#else

void rr_secret_work_run(void *data)
{
    struct rr_secret_work *work = data;
    work->state = RR_KEYRING_LEFT_OUT;
}

void rr_secret_work_init(struct rr_secret_work *work)
{
    (void)work;
}

void rr_secret_work_cancel(void *data)
{
    (void)data;
}

void rr_secret_work_free(struct rr_secret_work *work)
{
    (void)work;
}

#endif
