/*
 * One run at a time on one project on one machine. Two machines are kept apart by the etags.
 *
 * The lock is the kernel's (flock) on JOURNALFOLDER/PROJECT.lock, so that it ends with its owner however that
 * one ends: a file that is left behind holds nobody up. Inside stand the owner's process id and when that
 * process began, for the text that others are told.
 */
#ifndef RR_APPLY_LOCK_H
#define RR_APPLY_LOCK_H

#include <stdbool.h>
#include <sys/types.h>

#include "runready/err.h"

struct rr_lock {
    int fd; // -1 = not held
};

/* Who holds the lock, as far as its file tells; 0 where it does not. */
struct rr_lock_owner {
    pid_t pid;
    long long began_ticks; // field 22 of /proc/PID/stat
};

/*
 * Takes the lock or finds out who has it.
 * Shape:  false with `err` kind RR_CONFLICT when somebody else holds it (`owner`, which may be NULL, is
 *         filled then); RR_FILE when the file cannot be made.
 * Owner:  the caller, by rr_lock_release.
 */
RR_MUST_CHECK bool rr_lock_take(const char *dir,
                                const char *project,
                                struct rr_lock *out,
                                struct rr_lock_owner *owner,
                                struct rr_err *err);

/* Fine for one that is not held. */
void rr_lock_release(struct rr_lock *lock);

#endif
