/*
 * Owns the name of the Secret Service on the session bus and swallows every call, as a keyring that
 * hangs does. Prints a line when it owns the name; ends with its input.
 */
#include "config.h"

#include <gio/gio.h>
#include <stdio.h>

static GDBusMessage *
swallow(GDBusConnection *bus, GDBusMessage *message, gboolean is_incoming, gpointer data)
{
    (void)bus;
    (void)data;
    if (is_incoming &&
        g_dbus_message_get_message_type(message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL) {
        g_object_unref(message);
        return NULL;
    }
    return message;
}

static void on_name(GDBusConnection *bus, const char *name, gpointer data)
{
    (void)bus;
    (void)data;
    printf("%s\n", name);
    fflush(stdout);
}

static gboolean on_input(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    (void)channel;
    (void)condition;
    g_main_loop_quit(data);
    return FALSE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GDBusConnection *bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
    if (bus == NULL)
        return 1;
    g_dbus_connection_add_filter(bus, swallow, NULL, NULL);
    g_bus_own_name_on_connection(bus, "org.freedesktop.secrets", G_BUS_NAME_OWNER_FLAGS_NONE,
                                 on_name, NULL, NULL, NULL);
    g_io_add_watch(g_io_channel_unix_new(0), G_IO_IN | G_IO_HUP, on_input, loop);
    g_main_loop_run(loop);
    return 0;
}
