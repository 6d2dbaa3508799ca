/*
 * What the person wants: where (context) and how (choices). A plain value; nothing here was checked
 * against the cloud.
 */
#ifndef RUNREADY_CONTEXT_H
#define RUNREADY_CONTEXT_H

#include "runready/arena.h"
#include "runready/err.h"

enum rr_preset { RR_PRESET_GUIDE, RR_PRESET_MINIMAL, RR_PRESET_SCOPED, RR_PRESET_COUNT };

enum rr_access_choice {
    RR_ACCESS_PRIVATE,
    RR_ACCESS_PUBLIC,
    RR_ACCESS_SCHEDULED,
    RR_ACCESS_IAP,
    RR_ACCESS_NO_INVOKER_CHECK,
    RR_ACCESS_COUNT
};

enum rr_use_case { RR_USE_API, RR_USE_PUBLIC, RR_USE_BATCH, RR_USE_PIPELINE, RR_USE_COUNT };

/* Texts are never NULL; "" = not given. Borrowed by whoever gets the value. */
struct rr_context {
    const char *project; // id, or number; required for everything that reads the cloud
    const char *region;
    const char *service;
    const char *source;          // folder
    int port;                    // 0 = not given
    const char *build_account;   // e-mail; "new" = a dedicated one; "" = the project's default
    const char *runtime_account; // e-mail; "" = the service's, or the compute default
    const char *repository;      // "" = cloud-run-source-deploy
    enum rr_use_case use_case;
    enum rr_preset preset;
    enum rr_access_choice access;
    bool is_deep; // also read deny policies and boundaries: five reads a minute, so on demand
    const char *schedule;  // cron, "" = not given
    const char *time_zone; // "" = not given
    const char *path;      // of the Scheduler's endpoint, "" = not given
    const char *job; // name of the Scheduler job; "" = the one that is there, or SERVICE-schedule
    const char *method;   // of the Scheduler's request; "" = POST
    const char *body;     // of the Scheduler's request, "" = none
    const char *deadline; // "180s"; "" = the Scheduler's default
    const char *retries;  // "0" to "5"; "" = the Scheduler's default
};

/* All texts "", everything else the default. */
RR_API struct rr_context rr_context_default(void);

/* The same with all texts copied into `arena`. */
RR_API struct rr_context rr_context_copy(const struct rr_context *context, struct rr_arena *arena);

/* Words as on the command line ("guide", "private", "api"); parse gives false for an unknown word. */
RR_API const char *rr_preset_word(enum rr_preset preset);
RR_API bool rr_preset_parse(const char *word, enum rr_preset *out);
RR_API const char *rr_access_word(enum rr_access_choice access);
RR_API bool rr_access_parse(const char *word, enum rr_access_choice *out);
RR_API const char *rr_use_case_word(enum rr_use_case use_case);
RR_API bool rr_use_case_parse(const char *word, enum rr_use_case *out);

/*
 * Checks the form of every value that is given (project id, region, service, e-mails, port,
 * repository, cron, time zone, path).
 * Errors: RR_BAD_INPUT; says which value, the rule, and an example.
 */
RR_API RR_MUST_CHECK bool rr_context_check(const struct rr_context *context, struct rr_err *err);

/* Is a dedicated account to build, made where it is not there yet? */
RR_API bool rr_context_wants_builder(const struct rr_context *context);

/* A pipeline runs as a job of Cloud Run, everything else as a service. */
RR_API bool rr_context_is_job(const struct rr_context *context);

/* The repository in force: the given one or "cloud-run-source-deploy". */
RR_API const char *rr_context_repository(const struct rr_context *context);

#endif
