/* Running a program; see the header. */
#include "config.h"

#include "core/auth/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/util/str.h"
#include "core/util/vec.h"

extern char **environ;

enum { MAX_OUTPUT = 64 * 1024, REAP_MS = 10 };

struct stream {
    int fd; // -1 = at its end
    unsigned watch;
    size_t n;
    char bytes[MAX_OUTPUT + 1];
};

struct rr_process {
    struct rr_http *http;
    pid_t pid; // 0 = reaped
    struct stream out;
    struct stream err;
    unsigned deadline; // timers; 0 = none
    unsigned reaper;
    bool is_timeout;
    rr_process_fn *fn;
    void *data;
};

bool rr_process_find(const char *name, const char *path, char *out, size_t size)
{
    while (*path != '\0') {
        size_t n = strcspn(path, ":");
        int length = snprintf(out, size, "%.*s/%s", (int)n, path, name);
        struct stat st;
        // An empty or relative entry means the folder at hand, which may be anybody's.
        bool is_file = *path == '/' && length > 0 && (size_t)length < size && stat(out, &st) == 0 &&
                       S_ISREG(st.st_mode) && access(out, X_OK) == 0;
        if (is_file)
            return true;
        path += n + (path[n] == ':');
    }
    return false;
}

static void close_stream(struct rr_process *process, struct stream *stream)
{
    if (stream->fd < 0)
        return;
    rr_http_cancel(process->http, stream->watch);
    close(stream->fd);
    stream->fd = -1;
}

static void deliver(struct rr_process *process, int status)
{
    struct rr_process_result result = {
        .is_timeout = process->is_timeout,
        .exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        .out = process->out.bytes,
        .err = process->err.bytes,
    };
    rr_http_cancel(process->http, process->deadline);
    process->deadline = 0;
    process->fn(process->data, &result);
}

static void reap(void *data)
{
    struct rr_process *process = data;
    int status = 0;
    process->reaper = 0;
    pid_t pid = waitpid(process->pid, &status, WNOHANG);
    if (pid == 0) {
        // Its pipes are closed, so it is about to end.
        process->reaper = rr_http_after(process->http, REAP_MS, reap, process);
        return;
    }
    process->pid = 0;
    deliver(process, status);
}

static void stop(void *data)
{
    struct rr_process *process = data;
    process->deadline = 0;
    process->is_timeout = true;
    kill(-process->pid, SIGKILL);
    close_stream(process, &process->out);
    close_stream(process, &process->err);
    if (process->reaper == 0)
        reap(process);
}

static void read_stream(struct rr_process *process, struct stream *stream)
{
    // What does not fit is read and dropped, or the program would wait for ever.
    char rest[1024];
    bool is_full = stream->n == MAX_OUTPUT;
    ssize_t n = is_full ? read(stream->fd, rest, sizeof rest)
                        : read(stream->fd, stream->bytes + stream->n, MAX_OUTPUT - stream->n);
    if (n > 0 && !is_full)
        stream->n += (size_t)n;
    if (n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN)))
        return;
    close_stream(process, stream);
    if (process->out.fd < 0 && process->err.fd < 0)
        reap(process);
}

static void on_out(void *data)
{
    struct rr_process *process = data;
    read_stream(process, &process->out);
}

static void on_err(void *data)
{
    struct rr_process *process = data;
    read_stream(process, &process->err);
}

struct setting_list {
    char **items;
    size_t n_items, cap_items;
};

/* The process's environment under `settings`. The strings are borrowed, the array is the caller's. */
static char **make_environment(const char *const settings[])
{
    struct setting_list list = {0};
    for (char **line = environ; *line != NULL; line++) {
        size_t n = strcspn(*line, "=") + 1;
        bool is_set = false;
        for (size_t i = 0; settings[i] != NULL; i++)
            is_set = is_set || strncmp(settings[i], *line, n) == 0;
        if (!is_set)
            *rr_vec_push(&list, items) = *line;
    }
    for (size_t i = 0; settings[i] != NULL; i++) {
        char *line = NULL;
        memcpy(&line, &settings[i], sizeof line); // posix_spawn takes char *, and does not write
        *rr_vec_push(&list, items) = line;
    }
    *rr_vec_push(&list, items) = NULL;
    return list.items;
}

static pid_t spawn(char *const argv[], const char *const settings[], int out, int err)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t usual;
    pid_t pid = 0;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    // A group of its own: it ends with its children, and Ctrl-C at the terminal is ours alone.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    char **environment = make_environment(settings);
    int failed = posix_spawnp(&pid, argv[0], &actions, &attributes, argv, environment);
    free(environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? pid : -1;
}

static bool open_pipes(int out[2], int err[2])
{
    if (pipe2(out, O_CLOEXEC) != 0)
        return false;
    if (pipe2(err, O_CLOEXEC) == 0)
        return true;
    close(out[0]);
    close(out[1]);
    return false;
}

struct rr_process *rr_process_start(struct rr_http *http,
                                    char *const argv[],
                                    const char *const settings[],
                                    int timeout_ms,
                                    rr_process_fn *fn,
                                    void *data)
{
    int out[2];
    int err[2];
    if (!open_pipes(out, err))
        return NULL;
    pid_t pid = spawn(argv, settings, out[1], err[1]);
    close(out[1]);
    close(err[1]);
    if (pid < 0) {
        close(out[0]);
        close(err[0]);
        return NULL;
    }
    struct rr_process *process = rr_xcalloc(1, sizeof *process);
    process->http = http;
    process->pid = pid;
    process->fn = fn;
    process->data = data;
    process->out.fd = out[0];
    process->err.fd = err[0];
    fcntl(out[0], F_SETFL, O_NONBLOCK);
    fcntl(err[0], F_SETFL, O_NONBLOCK);
    process->out.watch = rr_http_watch(http, out[0], on_out, process);
    process->err.watch = rr_http_watch(http, err[0], on_err, process);
    process->deadline = rr_http_after(http, timeout_ms, stop, process);
    return process;
}

void rr_process_free(struct rr_process *process)
{
    if (process == NULL)
        return;
    close_stream(process, &process->out);
    close_stream(process, &process->err);
    rr_http_cancel(process->http, process->deadline);
    rr_http_cancel(process->http, process->reaper);
    if (process->pid != 0) {
        kill(-process->pid, SIGKILL);
        waitpid(process->pid, NULL, 0);
    }
    rr_wipe(process, sizeof *process);
    free(process);
}
