/* The derivation of an answer in words for people, and as values for machines. */
#ifndef RR_JUDGE_DERIVE_H
#define RR_JUDGE_DERIVE_H

#include "core/judge/judge.h"

/* Appends what decided the answer to the finding's evidence, a line for each binding or rule. */
void rr_derive_evidence(struct rr_judge *judge,
                        struct rr_finding *finding,
                        const struct rr_answer *answer);

/* Appends a proof for each of the permissions to the finding. */
void rr_derive_proofs(struct rr_judge *judge,
                      struct rr_finding *finding,
                      const struct rr_standing *standing,
                      const struct rr_need_def *need);

/* Makes the finding's last `n` proofs say "unknown" where they say "denied": something not read may still give it. */
void rr_derive_soften(struct rr_judge *judge, struct rr_finding *finding, size_t n);

#endif
