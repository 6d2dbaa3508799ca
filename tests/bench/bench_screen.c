/*
 * Times what a person feels of the wizard: the first frame, a key until it is on the screen (with nothing under way, and
 * while slow requests are), and how often it wakes up when nothing happens. Through a pseudo-terminal, as they would.
 */
#include "config.h"

#include <dirent.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/util/fileio.h"
#include "sandbox/sandbox.h"
#include "tests/support/pty.h"
#include "tests/support/unit.h"

enum { SAMPLES_MAX = 1000, STARTS = 20, KEYS = 500 };

struct samples {
    double ms[SAMPLES_MAX];
    size_t n;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_samples(const char *what, struct samples *samples)
{
    if (samples->n == 0) {
        printf("%-44s no samples\n", what);
        return;
    }
    qsort(samples->ms, samples->n, sizeof *samples->ms, compare);
    printf("%-44s n %4zu  p50 %6.2f  p99 %6.2f  max %6.2f ms\n", what, samples->n,
           samples->ms[samples->n / 2], samples->ms[samples->n * 99 / 100],
           samples->ms[samples->n - 1]);
}

static void start(struct pty *pty, struct rr_arena *arena, int latency_ms)
{
    const char *latency = rr_arena_printf(arena, "%d", latency_ms);
    const char *argv[] = {getenv("RUNREADY"),
                          "wizard",
                          "--sandbox=first-day",
                          "--latency",
                          latency,
                          "--lang",
                          "en",
                          NULL};
    pty_start(pty, argv, NULL, 24, 80);
}

static void measure_start(struct rr_arena *arena)
{
    struct samples samples = {.n = 0};
    for (int i = 0; i < STARTS; i++) {
        struct pty pty;
        double begin = now_ms();
        start(&pty, arena, 0);
        pty_sync(&pty);
        samples.ms[samples.n++] = now_ms() - begin;
        pty_close(&pty);
    }
    print_samples("from the start to the first frame", &samples);
}

/* A key and the marker after it; only those that fell into the time asked for count. */
static void add_key(struct pty *pty, struct samples *samples, int i, bool wants_busy)
{
    double begin = now_ms();
    pty_type(pty, i % 2 == 0 ? "j" : "k");
    double took = now_ms() - begin;
    if ((pty->marker_requests > 0) == wants_busy && samples->n < SAMPLES_MAX)
        samples->ms[samples->n++] = took;
}

static void measure_keys(struct rr_arena *arena, bool wants_busy)
{
    struct samples samples = {.n = 0};
    struct pty pty;
    start(&pty, arena, wants_busy ? 1000 : 0);
    pty_type(&pty, "\r");
    if (!wants_busy)
        pty_sync_idle(&pty);
    for (int i = 0; i < KEYS; i++)
        add_key(&pty, &samples, i, wants_busy);
    print_samples(wants_busy ? "a key while requests of 1 s are under way"
                             : "a key with nothing under way",
                  &samples);
    pty_close(&pty);
}

/* How often all threads of a process have gone to sleep of their own will. */
static long sleeps(pid_t pid, struct rr_arena *arena)
{
    const char *folder = rr_arena_printf(arena, "/proc/%d/task", (int)pid);
    DIR *dir = opendir(folder);
    long sum = 0;
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char line[256];
        FILE *file = fopen(rr_arena_printf(arena, "%s/%s/status", folder, entry->d_name), "re");
        while (file != NULL && fgets(line, sizeof line, file) != NULL)
            if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
                sum += strtol(line + 24, NULL, 10);
        if (file != NULL)
            fclose(file);
    }
    if (dir != NULL)
        closedir(dir);
    return sum;
}

static void measure_idle(struct rr_arena *arena)
{
    enum { SECONDS = 3 };
    struct pty pty;
    start(&pty, arena, 0);
    pty_type(&pty, "\r");
    pty_sync_idle(&pty);
    pty_sync(&pty);
    long before = sleeps(pty.pid, arena);
    poll(NULL, 0, SECONDS * 1000);
    long after = sleeps(pty.pid, arena);
    printf("%-44s %ld in %d s (the sandbox in the same process included)\n",
           "wake-ups with nothing under way", after - before, SECONDS);
    pty_close(&pty);
}

int main(void)
{
    struct rr_arena arena = {0};
    setlocale(LC_ALL, "C.UTF-8");
    measure_start(&arena);
    measure_keys(&arena, false);
    measure_keys(&arena, true);
    measure_idle(&arena);
    rr_arena_free(&arena);
    return 0;
}
